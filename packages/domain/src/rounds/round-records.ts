import { createHash } from 'node:crypto';
import { type Db, type Transaction, transaction } from '@querent/db';
import { DomainError } from '../errors.js';
import { markNew } from '../labels/settle-label.js';
import { type ProjectTask, readTask, targetOf } from '../tasks/project-task.js';
import type { LabelledRow } from './compute.js';
import { trainingLabels } from './round.js';

/** The part of a project that a round looks at. */
interface RoundPool {
  projectId: string;
  /** Records with a smaller index. */
  records: number;
}

interface Learned {
  answer: unknown;
  annotationId: string | null;
  isNew: boolean;
  index: number;
}

/**
 * The records that a round learns from, each of which is then no news any more: what changes after this moment counts for
 * the next round. Answers whose class is not used any more are left out.
 *
 * @throws no_new_labels where there are none
 */
export async function labelsFor(db: Db, { projectId, records }: RoundPool, task: ProjectTask): Promise<LabelledRow[]> {
  const rows = await transaction(db, async (tx) => {
    const found = await learnedRows(tx, projectId, records);
    // By their answers: one that is replaced at this moment stays new.
    const learned = found.flatMap(({ annotationId, isNew }) => (isNew && annotationId ? [annotationId] : []));
    await markNew(tx, { annotationId: { in: learned } }, false);
    return found;
  });
  const labels = asTargets(rows, task);
  if (labels.length === 0) {
    throw new DomainError(
      'no_new_labels',
      'There are no labels left to learn from. Label some records, then try again.',
    );
  }
  return labels;
}

/** The same records for whoever only looks: what changes counts for the next round as before. */
export const labelsToTry = async (
  db: Transaction,
  { projectId, records }: RoundPool,
  task: ProjectTask,
): Promise<LabelledRow[]> => asTargets(await learnedRows(db, projectId, records), task);

const learnedRows = (tx: Transaction, projectId: string, records: number) => tx.$queryRaw<Learned[]>`
  SELECT answer, annotation_id AS "annotationId", is_new AS "isNew", record.index ${trainingLabels(projectId, records)}
  ORDER BY label.record_id`;

const asTargets = (rows: Learned[], task: ProjectTask): LabelledRow[] =>
  rows.flatMap(({ answer, index }) => {
    const target = targetOf(task, answer, task.classIds);
    return target ? [{ index, target }] : [];
  });

/** Whether a label of the pool is left that a model can learn from: one that says something about the classes in use. */
export async function canLearn(db: Transaction, projectId: string): Promise<boolean> {
  const task = await readTask(db, projectId);
  const useless: string[] = [];
  for (;;) {
    // Equal answers mean the same: each of those that mean nothing costs one look, however many there are.
    const [label] = await db.$queryRaw<{ answer: unknown; answerKey: string }[]>`
      SELECT answer, answer_key AS "answerKey" ${trainingLabels(projectId)} AND answer_key <> ALL(${useless}::text[]) LIMIT 1`;
    if (!label) return false;
    if (targetOf(task, label.answer, task.classIds)) return true;
    useless.push(label.answerKey);
  }
}

/**
 * The records that a round does not ask about, in the order in which they were labelled, and those it is measured on.
 *
 * @param until labels given later do not count, so that all parts of a pool leave out the same records
 */
export async function splitFor(db: Transaction, { projectId, records }: RoundPool, until: Date | null) {
  const label = { is: until ? { createdAt: { lte: until } } : {} };
  const rows = await db.record.findMany({
    where: { projectId, index: { lt: records }, OR: [{ split: 'holdout' }, { label }, { removedAt: { not: null } }] },
    select: { index: true, split: true, removedAt: true, label: { select: { answer: true } } },
    orderBy: [{ label: { createdAt: 'asc' } }, { index: 'asc' }],
  });
  return {
    excluded: rows.map(({ index }) => index),
    holdout: rows.flatMap(({ index, split, removedAt, label: own }) =>
      split === 'holdout' && own && !removedAt ? [{ index, answer: own.answer }] : [],
    ),
  };
}

/** The truth that a model is measured by, where it knows the class. */
export const holdoutFor = (
  holdout: { index: number; answer: unknown }[],
  task: ProjectTask,
  classIds: readonly string[],
): LabelledRow[] =>
  holdout.flatMap(({ index, answer }) => {
    const target = targetOf(task, answer, classIds);
    return target ? [{ index, target }] : [];
  });

/** Names what a model learns: the same where the same records have the same labels. @returns 16 hexadecimal digits */
export const versionOf = (labels: LabelledRow[]): string =>
  createHash('sha256')
    .update(
      JSON.stringify(labels.map(({ index, target }) => [index, target]).sort(([a], [b]) => Number(a) - Number(b))),
    )
    .digest('hex')
    .slice(0, 16);
