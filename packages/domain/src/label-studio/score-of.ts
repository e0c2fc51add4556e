import type { PredictedRecord } from '@querent/contracts';

/** By which part of the doubt the acquisitions of the core ask; those that are not named go by the whole of it. */
const BY_EPISTEMIC = [
  ...['bald', 'label-bald', 'gaussian-bald', 'epistemic-variance'],
  ...['epig', 'gaussian-epig', 'mean-std', 'committee-kl', 'variation-ratio'],
];

/**
 * How sure a model is of a task: Label Studio asks for the lowest first, so that its order follows the acquisition of the project,
 * as far as one record's doubt tells it. Doubt is what the acquisition looks at: what more labels would take away of it for BALD and
 * its like, the gap of the two best for margin, the best for least confidence, and else all of it. What a batch shares is left out.
 *
 * @returns in [0, 1]: 1 where there is no doubt. Of classes 1 − doubt ÷ the most there can be; of numbers 1 ÷ (1 + deviation)
 */
export function scoreOf(
  { probabilities, uncertainty }: Pick<PredictedRecord, 'probabilities' | 'uncertainty'>,
  acquisition: string,
): number {
  const doubt = BY_EPISTEMIC.includes(acquisition) ? uncertainty.epistemic : uncertainty.total;
  if (probabilities === null) return finite(1 / (1 + Math.max(0, doubt)));
  const isLabels = Math.abs(probabilities.reduce((sum, one) => sum + one.probability, 0) - 1) > 1e-3;
  const [best = 1, second = 0] = probabilities.map(({ probability }) => probability);
  if (acquisition === 'margin' && !isLabels) return finite(best - second);
  if (acquisition === 'least-confidence' && !isLabels) return finite(best);
  const most = isLabels ? probabilities.length * Math.LN2 : Math.log(Math.max(2, probabilities.length));
  return finite(1 - doubt / most);
}

/** Label Studio stores nothing of a batch in which one score is none. */
const finite = (score: number) => (Number.isFinite(score) ? Math.min(1, Math.max(0, score)) : 1);
