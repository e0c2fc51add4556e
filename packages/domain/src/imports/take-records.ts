import { jsonOf, Prisma, type Transaction } from '@querent/db';
import type { ImportedRecord } from '@querent/formats';
import type { Store } from '@querent/storage';
import { DomainError } from '../errors.js';
import { type Kept, recordKinds } from '../records/kinds/index.js';
import { type ProjectTask, taskSelect, toProjectTask } from '../tasks/project-task.js';

export interface Refused {
  place: string;
  reason: string;
}

/** Reasons in the order in which their records came. */
export function inOrderOf(brought: { place: string }[], refused: Refused[]): Refused[] {
  const order = new Map(brought.map(({ place }, at) => [place, at]));
  return [...refused].sort((a, b) => order.get(a.place)! - order.get(b.place)!);
}

/** A record whose content lies in the store, with its label as an answer of the task. */
export interface Taken extends Omit<ImportedRecord, 'content' | 'label'>, Kept {
  answered: { answer: object; answerKey: string } | null;
}

/**
 * Reads and keeps the contents of records, and their labels as the task of the project takes them. The first record of a
 * project decides what all have in common.
 *
 * @throws storage_failed, disk_full
 */
export async function takeRecords(
  { db, store }: { db: Transaction; store: Store },
  projectId: string,
  brought: ImportedRecord[],
): Promise<{ taken: Taken[]; refused: Refused[] }> {
  const project = await db.project.findUniqueOrThrow({
    where: { id: projectId },
    select: { recordKind: true, recordShape: true, ...taskSelect },
  });
  const task = toProjectTask(project);
  const kind = recordKinds[project.recordKind];
  let shape: unknown = project.recordShape;
  const takeOne = async (one: ImportedRecord): Promise<Taken | Refused> => {
    try {
      const answered = readLabel(one, task);
      const { shape: own, ...kept } = await kind.take(one.content, shape, store);
      shape ??= await decideShape(db, projectId, own);
      const { content: given, label, ...rest } = one;
      const named = given.kind === 'image' && given.name !== '' ? { name: given.name } : {};
      return { ...named, ...rest, ...kept, answered };
    } catch (error) {
      if (error instanceof DomainError && error.code === 'invalid_input')
        return { place: one.place, reason: error.detail };
      throw error;
    }
  };
  const results: (Taken | Refused)[] = [];
  let next = 0;
  // One at a time until the first has decided what all have in common.
  while (shape === null && next < brought.length) results.push(await takeOne(brought[next++]!));
  results.push(...(await Promise.all(brought.slice(next).map(takeOne))));
  return {
    taken: results.filter((one) => 'contentHash' in one),
    refused: results.filter((one) => 'reason' in one),
  };
}

/** Of two that bring the first records at the same time, one decides. */
async function decideShape(db: Transaction, projectId: string, shape: unknown): Promise<unknown> {
  const where = { id: projectId, recordShape: { equals: Prisma.DbNull } };
  await db.project.updateMany({ where, data: { recordShape: jsonOf(shape) } });
  const decided = await db.project.findUniqueOrThrow({ where: { id: projectId }, select: { recordShape: true } });
  return decided.recordShape;
}

/** @throws invalid_input */
function readLabel({ label, split }: ImportedRecord, { kind, task }: ProjectTask): Taken['answered'] {
  if (label === undefined || (label === null && split !== 'holdout')) {
    if (split !== 'holdout') return null;
    throw new DomainError('invalid_input', 'A record of the holdout needs a label, by which models are measured.');
  }
  const read = kind.read(label, task);
  if ('problem' in read) throw new DomainError('invalid_input', read.problem);
  return { answer: jsonOf(read.answer), answerKey: kind.keyOf(read.answer) };
}
