import type { NotAClass } from '@querent/contracts';
import { jsonOf, Prisma, type Transaction } from '@querent/db';
import type { ImportedRecord, UnverifiedContent } from '@querent/formats';
import type { Store } from '@querent/storage';
import { DomainError } from '../errors.js';
import { type Kept, recordKinds } from '../records/kinds/index.js';
import { findRefusal } from '../refusal-of.js';
import { type ProjectTask, taskSelect, toProjectTask } from '../tasks/project-task.js';
import { withoutNoNumber } from './no-number.js';
import { notClassFinder, withoutNotClass } from './not-classes.js';

export interface Refused {
  place: string;
  reason: string;
}

/** Reasons in the order in which their records came. */
export function inOrderOf(brought: { place: string }[], refused: Refused[]): Refused[] {
  const order = new Map(brought.map(({ place }, at) => [place, at]));
  return refused
    .map(({ place, reason }) => ({ place, reason }))
    .sort((a, b) => order.get(a.place)! - order.get(b.place)!);
}

/** A record whose content lies in the store, with its label as an answer of the task. */
export interface Taken extends Omit<ImportedRecord, 'content' | 'name'>, Kept {
  name: string | undefined;
  answered: Answered | null;
  /** Its label names what is no class yet, and is to make one. */
  isUnnamed: boolean;
}

export interface Answered {
  answer: object;
  answerKey: string;
}

export interface TakenRecords {
  taken: Taken[];
  refused: Refused[];
}

/** Contents that are read and decoded at the same time. */
const PARALLEL = 8;

/**
 * Reads and keeps the contents of records, and their labels as the task of the project takes them. The first record of a
 * project decides what all have in common.
 *
 * @param newClasses a label that names no class is to make one
 * @param notClasses labels that are to be none; null where their names say it
 * @throws storage_failed, disk_full
 */
export async function takeRecords(
  { db, store }: { db: Transaction; store: Store },
  {
    projectId,
    newClasses,
    notClasses = [],
  }: { projectId: string; newClasses: boolean; notClasses?: NotAClass[] | null },
  brought: ImportedRecord[],
): Promise<TakenRecords> {
  const project = await db.project.findUniqueOrThrow({
    where: { id: projectId },
    select: { recordKind: true, recordShape: true, ...taskSelect },
  });
  const task = toProjectTask(project);
  const kind = recordKinds[project.recordKind];
  let shape: unknown = project.recordShape;
  const findNotClass = notClassFinder(notClasses, task.task.classes);
  const takeOne = async (whole: ImportedRecord): Promise<Taken | Refused> => {
    try {
      const one = withoutNoNumber(withoutNotClass(whole, findNotClass), task);
      const labelled = labelOf(one, task, newClasses);
      const { content: given, place, externalId, label, metadata, name = nameIn(given), split = null } = one;
      const { content, objectKey, contentHash, nearHash, shape: own } = await kind.take(given, shape, store);
      shape ??= await decideShape(db, projectId, own);
      // Named one by one: there may be millions.
      const kept = { content, objectKey, contentHash, nearHash };
      return { place, externalId, name, label, split, metadata, ...kept, ...labelled };
    } catch (error) {
      const refusal = findRefusal(error);
      if (refusal?.code === 'invalid_input') return { place: whole.place, reason: refusal.detail };
      throw error;
    }
  };
  const results: (Taken | Refused)[] = [];
  let next = 0;
  // One at a time until the first has decided what all have in common.
  while (shape === null && next < brought.length) results.push(await takeOne(brought[next++]!));
  const takeOn = async () => {
    while (next < brought.length) {
      const at = next++;
      results[at] = await takeOne(brought[at]!);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, takeOn));
  return {
    taken: results.filter((one) => 'contentHash' in one),
    refused: results.filter((one) => 'reason' in one),
  };
}

const nameIn = (content: UnverifiedContent) =>
  content.kind === 'image' && content.name !== '' ? content.name : undefined;

/** Of two that bring the first records at the same time, one decides. */
async function decideShape(db: Transaction, projectId: string, shape: unknown): Promise<unknown> {
  const where = { id: projectId, recordShape: { equals: Prisma.DbNull } };
  await db.project.updateMany({ where, data: { recordShape: jsonOf(shape) } });
  const decided = await db.project.findUniqueOrThrow({ where: { id: projectId }, select: { recordShape: true } });
  return decided.recordShape;
}

export const NO_LABEL = 'A record of the holdout needs a label, by which models are measured.';

/**
 * The label of a record as an answer of the task.
 *
 * @param newClasses a label that names no class is to make one
 * @throws invalid_input, in words
 */
export function labelOf(
  { label, split }: Pick<ImportedRecord, 'label' | 'split'>,
  task: ProjectTask,
  newClasses: boolean,
): Pick<Taken, 'answered' | 'isUnnamed'> {
  if (label === undefined || (label === null && split !== 'holdout')) {
    if (split !== 'holdout') return { answered: null, isUnnamed: false };
    throw new DomainError('invalid_input', NO_LABEL);
  }
  const read = readLabel(label, task);
  if ('answer' in read) return { answered: read, isUnnamed: false };
  if (newClasses && task.kind.leastClasses > 0) return { answered: null, isUnnamed: true };
  throw new DomainError('invalid_input', read.problem);
}

/** A label as people write it, as an answer of the task. */
export function readLabel(label: unknown, { kind, task }: ProjectTask): Answered | { problem: string } {
  const read = kind.read(label, task);
  if ('problem' in read) return read;
  return { answer: jsonOf(read.answer), answerKey: kind.keyOf(read.answer) };
}
