import { jsonOf, notifyProject, type Prisma, type Transaction } from '@querent/db';
import { lockRecord, settleLabel, standingAnswers } from '../labels/settle-label.js';

/** An answer of a source outside, known by its key. */
export interface BroughtAnswer {
  idempotencyKey: string;
  sourceName: string;
  outcome: 'label' | 'skip';
  answer: object | null;
  answerKey: string | null;
  seconds: number;
}

interface Brought {
  projectId: string;
  recordId: string;
  /** Which answers of the record are the source's. */
  keys: Prisma.StringFilter;
}

/**
 * Makes the answers of a source to a record those that it has by now: what is new there is added, what changed is taken back and
 * given anew, what is gone is taken back. Doing it twice is doing it once. Nothing changes of a record that models are measured on.
 *
 * @returns whether anything changed
 */
export async function bringAnswers(
  tx: Transaction,
  { projectId, recordId, keys }: Brought,
  wanted: BroughtAnswer[],
): Promise<boolean> {
  const isRemoved = await lockRecord(tx, recordId);
  const { split } = await tx.record.findUniqueOrThrow({ where: { id: recordId }, select: { split: true } });
  if (split === 'holdout') return false;
  const before = await standingAnswers(tx, recordId);
  const own = await tx.annotation.findMany({
    where: { recordId, undoneAt: null, source: 'import', idempotencyKey: keys },
  });
  const isSame = (row: (typeof own)[number], one: BroughtAnswer) =>
    row.idempotencyKey === one.idempotencyKey && row.outcome === one.outcome && row.answerKey === one.answerKey;
  const gone = own.filter((row) => !wanted.some((one) => isSame(row, one)));
  const fresh = wanted.filter((one) => !own.some((row) => isSame(row, one)));
  if (gone.length + fresh.length === 0) return false;
  const ids = gone.map(({ id }) => id);
  if (ids.length > 0) await tx.$executeRaw`UPDATE annotation SET undone_at = now() WHERE id = ANY(${ids})`;
  for (const { answer, ...one } of fresh) {
    const data = { ...one, projectId, recordId, source: 'import' as const };
    await tx.annotation.create({ data: answer === null ? data : { ...data, answer: jsonOf(answer) } });
  }
  const { overlap } = await tx.project.findUniqueOrThrow({ where: { id: projectId }, select: { overlap: true } });
  const after = await standingAnswers(tx, recordId);
  await settleLabel(tx, { recordId, projectId, personId: null, overlap, isRemoved }, { before, after });
  await notifyProject(tx, projectId);
  return true;
}
