import type { JudgedBy } from '../evaluation/figure.js';
import { evaluate } from '../evaluation/figures.js';
import type { Estimate } from '../evaluation/intervals.js';
import type { Labels } from '../likelihoods/labels.js';
import type { BernoulliSummary, CategoricalSummary, LikelihoodId } from '../likelihoods/likelihood.js';
import type { Predictor } from '../scoring/predictor.js';
import { predictAll, summarizeAll } from '../scoring/whole.js';
import type { Features } from '../tensors/features.js';

type Judge<Of extends LikelihoodId> = (
  predictor: Predictor,
  rows: Features,
  labels: Labels,
  signal?: AbortSignal,
) => Promise<JudgedBy[Of]>;

/** What figures need of a model, by its likelihood. */
const JUDGES: { [Of in LikelihoodId]: Judge<Of> } = {
  async categorical(predictor, rows, labelsN, signal) {
    const { meanProbsNC, expectedEntropyN } = await summarizeAll(
      predictor as Predictor<CategoricalSummary>,
      rows,
      signal,
    );
    return { probsNC: meanProbsNC, labelsN, classes: predictor.classes, expectedEntropyN };
  },
  async bernoulli(predictor, rows, heldNC, signal) {
    const { classes } = predictor;
    const { meanProbsNC, expectedEntropyNC } = await summarizeAll(
      predictor as Predictor<BernoulliSummary>,
      rows,
      signal,
    );
    const expectedEntropyN = Float32Array.from({ length: rows.count }, (_, n) =>
      expectedEntropyNC.subarray(n * classes, (n + 1) * classes).reduce((sum, one) => sum + one, 0),
    );
    return { probsNC: meanProbsNC, heldNC, classes, expectedEntropyN };
  },
  async gaussian(predictor, rows, valuesNT, signal) {
    return { predictions: await predictAll(predictor, rows, signal), valuesNT };
  },
};

/**
 * What a model says of labelled records, beside what is true of them.
 *
 * @param labels [N] or [N, C] or [N, T], as the likelihood of the predictor takes them
 * @throws shape_mismatch; whatever `signal` was aborted with
 */
export const judge = <Of extends LikelihoodId>(
  likelihood: Of,
  ...given: Parameters<Judge<Of>>
): Promise<JudgedBy[Of]> => JUDGES[likelihood](...given);

/**
 * Measures a model on records that it has not seen.
 *
 * @returns the main figures of its likelihood by their ids, each with its 95 % interval; none of no records
 * @throws as `judge`; invalid_label
 */
export async function measure(
  predictor: Predictor,
  rows: Features,
  labels: Labels,
  signal?: AbortSignal,
): Promise<Record<string, Estimate>> {
  if (rows.count === 0) return {};
  return evaluate(predictor.likelihood, await judge(predictor.likelihood, predictor, rows, labels, signal));
}
