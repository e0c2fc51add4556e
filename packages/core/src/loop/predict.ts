import type { Summary } from '../likelihoods/likelihood.js';
import type { Predictor } from '../scoring/predictor.js';
import { summarizeAll } from '../scoring/whole.js';
import { entropy, xlogy } from '../tensors/entropy.js';
import type { Features } from '../tensors/features.js';

/** Probabilities that are kept of a record where nothing else is said. */
const MOST = 20;

/** What a model says of one record: of classes or labels, or of a value. */
export type Prediction =
  | {
      /** Place of the output and its probability, the highest first: 20 at most, or as many as were asked for. */
      probabilities: [place: number, probability: number][];
      /** Of the mean over the draws, in nats; of labels, the sum over all of them. */
      entropy: number;
      /** Mean over the draws of the entropy of one: what more labels would not take away. */
      expectedEntropy: number;
    }
  | {
      /** In the units of the targets. */
      mean: number;
      /** Standard deviation of what is predicted. */
      deviation: number;
      /** Standard deviation of the noise alone: what more labels would not take away. */
      noise: number;
    };

/**
 * What a model says of records, in plain numbers to be kept; of several values, the first.
 *
 * @param rows [N, …] as the predictor takes them
 * @param most probabilities of a record that are given, the highest ones
 * @returns [N]; probabilities in [0, 1], entropies in nats, values in the units of the targets
 * @throws shape_mismatch; whatever `signal` was aborted with
 */
export async function predictRecords(
  predictor: Predictor,
  rows: Features,
  signal?: AbortSignal,
  most = MOST,
): Promise<Prediction[]> {
  if (rows.count === 0) return [];
  const summary: Summary = await summarizeAll(predictor, rows, signal);
  return Array.from({ length: rows.count }, (_, n) => predictionIn(summary, n, most));
}

function predictionIn(summary: Summary, n: number, most: number): Prediction {
  const own = (values: Float32Array) => values.subarray(n * summary.classes, (n + 1) * summary.classes);
  if (summary.kind === 'gaussian') {
    const [mean = 0, spread = 0, noise = 0] = [summary.meanNT, summary.epistemicNT, summary.aleatoricNT].map(
      (values) => own(values)[0]!,
    );
    return { mean: short(mean), deviation: short(Math.sqrt(spread + noise)), noise: short(Math.sqrt(noise)) };
  }
  const probs = own(summary.meanProbsNC);
  const probabilities = Array.from(probs, (probability, place): [number, number] => [place, short(probability)])
    .sort(([, a], [, b]) => b - a)
    .slice(0, most);
  if (summary.kind === 'categorical')
    return { probabilities, entropy: short(entropy(probs)), expectedEntropy: short(summary.expectedEntropyN[n]!) };
  return {
    probabilities,
    entropy: short(probs.reduce((sum, p) => sum - xlogy(p, p) - xlogy(1 - p, 1 - p), 0)),
    expectedEntropy: short(own(summary.expectedEntropyNC).reduce((sum, one) => sum + one, 0)),
  };
}

/** As many digits as 32 bits hold for sure. */
const short = (value: number) => Number(value.toPrecision(6));
