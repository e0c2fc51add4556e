import type { Prisma, Transaction } from '@querent/db';
import { moveCounts } from '../records/counts.js';

/** An answer to a record that has not been taken back. */
export interface StandingAnswer {
  id: string;
  outcome: string;
  label: number | null;
}

/** The earliest first. */
export const IN_ORDER: Prisma.AnnotationOrderByWithRelationInput[] = [{ createdAt: 'asc' }, { id: 'asc' }];

/** The answers to a record that stand. */
export const standingAnswers = (tx: Transaction, recordId: string): Promise<Prisma.AnnotationGetPayload<object>[]> =>
  tx.annotation.findMany({ where: { recordId, undoneAt: null }, orderBy: IN_ORDER });

/**
 * Makes the label of a record follow from its answers, and with it everything that says whether the record is answered: its
 * marks in the pool and in rankings, the hands it is in, and the counts of its project. Nothing else writes labels of answers.
 *
 * The earliest label among the answers counts. Call it with the record's row locked.
 *
 * @param personId whose answer came or went
 */
export async function settleLabel(
  tx: Transaction,
  { recordId, projectId, personId }: { recordId: string; projectId: string; personId: string },
  { before, after }: { before: StandingAnswer[]; after: StandingAnswer[] },
): Promise<void> {
  const [was, is] = [winnerOf(before), winnerOf(after)];
  if (was?.id !== is?.id) {
    if (was) await tx.label.deleteMany({ where: { recordId } });
    if (is) await tx.label.create({ data: { recordId, projectId, label: is.label, annotationId: is.id } });
  }
  if (!was !== !is) {
    const hasLabel = is !== null;
    await tx.$executeRaw`
      WITH ranked AS (UPDATE ranking_entry SET has_label = ${hasLabel} WHERE record_id = ${recordId}),
           freed AS (DELETE FROM lease WHERE record_id = ${recordId} AND ${hasLabel})
      UPDATE record SET has_label = ${hasLabel} WHERE id = ${recordId}`;
  }
  const [from, to] = [tallyOf(before), tallyOf(after)];
  await moveCounts(
    tx,
    { projectId, personId },
    {
      labelled: to.labelled - from.labelled,
      skipped: to.skipped - from.skipped,
      answered: after.length - before.length,
    },
  );
}

function winnerOf(answers: StandingAnswer[]): { id: string; label: number } | null {
  for (const { id, label } of answers) if (label !== null) return { id, label };
  return null;
}

/** What a record adds to the counts of its project. */
function tallyOf(answers: StandingAnswer[]): { labelled: number; skipped: number } {
  const labelled = winnerOf(answers) ? 1 : 0;
  return { labelled, skipped: !labelled && answers.length > 0 ? 1 : 0 };
}
