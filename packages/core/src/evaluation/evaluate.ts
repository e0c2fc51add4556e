import { calibrationError } from './calibration.js';
import { meanInterval, wilsonInterval } from './intervals.js';

/** A figure with its 95 % interval. */
export interface Estimate {
  value: number;
  low: number;
  high: number;
}

export interface Evaluation {
  /** Records the figures stand on. */
  records: number;
  accuracy: Estimate;
  /** Mean negative log-likelihood in nats. */
  nll: Estimate;
  /** Expected calibration error, in [0, 1]. */
  ece: number;
}

/** Below this a probability counts as this much, so that one wrong certainty does not make everything infinite. */
const LEAST = 1e-12;

/**
 * How good mean predictions are on labelled records that were drawn at random and never trained on.
 *
 * @param meanProbsNC [N, C]
 * @param labelsN [N]
 */
export function evaluate(meanProbsNC: ArrayLike<number>, labelsN: ArrayLike<number>, classes: number): Evaluation {
  const records = labelsN.length;
  const losses = new Float64Array(records);
  const confidences = new Float64Array(records);
  const hits = new Uint8Array(records);
  for (let n = 0; n < records; n++) {
    let best = 0;
    for (let c = 1; c < classes; c++) if (meanProbsNC[n * classes + c]! > meanProbsNC[n * classes + best]!) best = c;
    confidences[n] = meanProbsNC[n * classes + best]!;
    hits[n] = best === labelsN[n] ? 1 : 0;
    losses[n] = -Math.log(Math.max(LEAST, meanProbsNC[n * classes + labelsN[n]!]!));
  }
  return {
    records,
    accuracy: wilsonInterval(
      hits.reduce((sum, hit) => sum + hit, 0),
      records,
    ),
    nll: meanInterval(losses),
    ece: calibrationError(confidences, hits),
  };
}
