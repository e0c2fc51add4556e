import { type Db, type Transaction, transaction } from '@querent/db';
import { DomainError } from '../errors.js';
import type { LabelledIndex } from './compute.js';
import { trainingLabels } from './round.js';

/**
 * The records that a round learns from, each of which is then no news any more: what changes after this moment counts for
 * the next round.
 *
 * @throws no_new_labels where there are none
 */
export async function labelsFor(db: Db, projectId: string): Promise<LabelledIndex[]> {
  const rows = await transaction(db, async (tx) => {
    const found = await tx.label.findMany({
      where: trainingLabels(projectId),
      select: { label: true, annotationId: true, isNew: true, record: { select: { index: true } } },
      orderBy: { recordId: 'asc' },
    });
    // By their answers: one that is replaced at this moment stays new.
    const learned = found.flatMap(({ annotationId, isNew }) => (isNew && annotationId ? [annotationId] : []));
    await tx.label.updateMany({ where: { annotationId: { in: learned } }, data: { isNew: false } });
    return found;
  });
  if (rows.length === 0) {
    throw new DomainError(
      'no_new_labels',
      'There are no labels left to learn from. Label some records, then try again.',
    );
  }
  return rows.map(({ label, record }) => ({ index: record.index, label }));
}

/**
 * The records that a round does not ask about, in the order in which they were labelled, and those it is measured on.
 *
 * @param until labels given later do not count, so that all parts of a pool leave out the same records
 */
export async function splitFor(db: Transaction, projectId: string, until: Date | null) {
  const label = { is: until ? { createdAt: { lte: until } } : {} };
  const rows = await db.record.findMany({
    where: { projectId, OR: [{ split: 'holdout' }, { label }] },
    select: { index: true, split: true, label: { select: { label: true } } },
    orderBy: [{ label: { createdAt: 'asc' } }, { index: 'asc' }],
  });
  return {
    excluded: rows.map(({ index }) => index),
    holdout: rows.flatMap(({ index, split, label: own }) =>
      split === 'holdout' && own ? [{ index, label: own.label }] : [],
    ),
  };
}
