import { RoundConfig } from '@querent/contracts';
import { assignFolds } from '@querent/core/folds';
import { z } from 'zod';
import { DomainError } from '../errors.js';
import type { LabelledRow } from '../rounds/compute.js';
import type { ProjectTask } from '../tasks/project-task.js';

/** What a trial computes, fixed when it begins: labels that come meanwhile change nothing of it. */
export const TrialPlan = z.object({
  present: RoundConfig,
  other: RoundConfig,
  encodingId: z.string(),
  /** Those with a smaller index are its pool. */
  records: z.int(),
  seed: z.int(),
  folds: z.int(),
  outputs: z.int(),
  items: z.array(z.object({ index: z.int(), target: z.array(z.number()), fold: z.int() })),
  excluded: z.array(z.int()),
});
export type TrialPlan = z.infer<typeof TrialPlan>;

/** The two settings that a trial holds against each other. */
export const SIDES = ['present', 'other'] as const;

/** Settings that change what a model learns and asks; the others say when it does, and have no part in a trial. */
export const TRIED = [
  'network',
  'posterior',
  'calibration',
  'acquisition',
  'selection',
  'draws',
  'labelsPerRound',
] as const;

const MOST_FOLDS = 5;
const FEWEST_LABELS = 10;
/** A trial fits ten models: of more labels, so many are drawn. */
export const MOST_LABELS = 5_000;

/**
 * Deals labelled records into folds: by class where there are classes, so that each fold has all of them.
 *
 * @throws trial_impossible, with what to label first
 */
export function dealFolds(
  labels: LabelledRow[],
  { kind, task, likelihood }: ProjectTask,
  classIds: string[],
  seed: number,
) {
  const refuse = (why: string) => new DomainError('trial_impossible', why);
  if (labels.length < FEWEST_LABELS)
    throw refuse(
      `A trial needs ${FEWEST_LABELS} labels of the pool, and there ${labels.length === 1 ? 'is 1' : `are ${labels.length}`}. Label some more first.`,
    );
  const isOfClasses = likelihood === 'categorical';
  const groups = labels.map(({ target }) => (isOfClasses ? target[0]! : 0));
  const counts = new Map<number, number>();
  for (const group of groups) counts.set(group, (counts.get(group) ?? 0) + 1);
  if (isOfClasses && counts.size < 2)
    throw refuse(
      'All labels are of one class: there is nothing to tell apart yet. Label records of another one first.',
    );
  const nameOf = (place: number) => kind.textOf(kind.answerOf([place], classIds), task);
  const single = [...counts].find(([, count]) => count === 1);
  if (isOfClasses && single)
    throw refuse(
      `“${nameOf(single[0])}” has one label only: a model that has not seen it cannot know it. Label another record of it first, or archive the class.`,
    );
  const fewest = Math.min(...counts.values());
  const folds = Math.min(MOST_FOLDS, Math.max(2, isOfClasses ? fewest : Math.floor(labels.length / FEWEST_LABELS) + 1));
  const foldN = assignFolds(groups, folds, seed);
  return { folds, items: labels.map((label, n) => ({ ...label, fold: foldN[n]! })) };
}
