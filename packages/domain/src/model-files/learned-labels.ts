import type { Db } from '@querent/db';
import { type ProjectTask, targetOf } from '../tasks/project-task.js';

/** How the labels of a project lie, as they stand today. */
export interface Labels {
  first: Date | null;
  last: Date | null;
  /** Records with a label: to learn from, and to measure on. */
  pool: number;
  holdout: number;
  /** By the places of the model's classes; none of values. */
  byClass: { pool: number; holdout: number }[];
  /** Of values: least, mean and greatest in the pool; null of classes, or where there are none. */
  values: { low: number; mean: number; high: number } | null;
}

interface Group {
  split: 'pool' | 'holdout';
  answer: unknown;
  count: number;
}

/** @param classIds what the outputs of the model stand for */
export async function labelsOf(db: Db, projectId: string, task: ProjectTask, classIds: string[]): Promise<Labels> {
  const where = { projectId, record: { removedAt: null } };
  const [{ _min, _max }, groups] = await Promise.all([
    db.label.aggregate({ where, _min: { createdAt: true }, _max: { createdAt: true } }),
    db.$queryRaw<Group[]>`
      SELECT record.split, label.answer, count(*)::int AS count FROM label JOIN record ON record.id = label.record_id
      WHERE label.project_id = ${projectId} AND record.removed_at IS NULL
      GROUP BY record.split, label.answer_key, label.answer`,
  ]);
  const known = groups.flatMap(({ answer, ...rest }) => {
    const target = targetOf(task, answer, classIds);
    return target ? [{ ...rest, target }] : [];
  });
  const total = (rows: { count: number }[]) => rows.reduce((sum, { count }) => sum + count, 0);
  const of = (split: Group['split']) => known.filter((one) => one.split === split);
  const isOf = (target: number[], place: number) =>
    task.likelihood === 'categorical' ? target[0] === place : target[place] === 1;
  const counted = (split: Group['split'], place: number) =>
    total(of(split).filter(({ target }) => isOf(target, place)));
  const isValue = task.likelihood === 'gaussian';
  return {
    ...{ first: _min.createdAt, last: _max.createdAt, pool: total(of('pool')), holdout: total(of('holdout')) },
    byClass: isValue ? [] : classIds.map((_, at) => ({ pool: counted('pool', at), holdout: counted('holdout', at) })),
    values: isValue ? spreadOf(of('pool')) : null,
  };
}

function spreadOf(rows: { count: number; target: number[] }[]): Labels['values'] {
  if (rows.length === 0) return null;
  let [low, high, sum, count] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0];
  for (const { target, count: own } of rows) {
    const value = target[0]!;
    [low, high, sum, count] = [Math.min(low, value), Math.max(high, value), sum + own * value, count + own];
  }
  return { low, high, mean: sum / count };
}
