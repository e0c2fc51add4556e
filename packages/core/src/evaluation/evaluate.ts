import { CoreError } from '../errors.js';
import { calibrationError } from './calibration.js';
import { type Estimate, meanInterval, NO_ESTIMATE, wilsonInterval } from './intervals.js';

/** How well one class is told from the others. */
export interface ClassEvaluation {
  /** Records that belong to it. */
  records: number;
  /** Share of them that the model finds; null where there are none. */
  recall: Estimate | null;
  /** Share of the records it is predicted for that belong to it; null where it is never predicted. */
  precision: Estimate | null;
}

/** Figures of a model on records that it has not seen. */
export interface Evaluation {
  /** Records the figures stand on. */
  records: number;
  /** Share of the records whose most probable class is the right one. */
  accuracy: Estimate;
  /** Mean negative log-likelihood in nats. */
  nll: Estimate;
  /** Expected calibration error, in [0, 1]. */
  ece: number;
  /** Mean squared distance between prediction and answer, in [0, 2] (Brier 1950, summed over the classes). */
  brier: number;
  /** [C] by class. */
  perClass: ClassEvaluation[];
}

/** Below this a probability counts as this much, so that one wrong certainty does not make everything infinite. */
const LEAST = 1e-12;

/**
 * How good mean predictions are on labelled records that were drawn at random and never trained on. Of equally probable
 * classes the lowest is the prediction.
 *
 *     nll = mean_n −ln p(y_n|x_n)      brier = mean_n Σ_c (p(c|x_n) − [c = y_n])²
 *
 * @param meanProbsNC [N, C]; where one is NaN, so is every figure
 * @param labelsN [N] in 0 … C−1
 * @throws shape_mismatch, invalid_label
 */
export function evaluate(meanProbsNC: ArrayLike<number>, labelsN: ArrayLike<number>, classes: number): Evaluation {
  const records = labelsN.length;
  check(meanProbsNC, labelsN, classes);
  const losses = new Float64Array(records);
  const confidences = new Float64Array(records);
  const hits = new Uint8Array(records);
  const counts = Array.from({ length: classes }, () => ({ actual: 0, predicted: 0, right: 0 }));
  let [squares, right] = [0, 0];
  for (let n = 0; n < records; n++) {
    const label = labelsN[n]!;
    let best = 0;
    for (let c = 0; c < classes; c++) {
      const p = meanProbsNC[n * classes + c]!;
      if (p > meanProbsNC[n * classes + best]!) best = c;
      squares += (p - (c === label ? 1 : 0)) ** 2;
    }
    confidences[n] = meanProbsNC[n * classes + best]!;
    hits[n] = best === label ? 1 : 0;
    right += hits[n]!;
    losses[n] = -Math.log(Math.max(LEAST, meanProbsNC[n * classes + label]!));
    counts[label]!.actual++;
    counts[best]!.predicted++;
    counts[best]!.right += hits[n]!;
  }
  // The most probable class of a record with NaN is none, so that neither what adds up nor what counts answers is a number.
  const isSound = !Number.isNaN(squares);
  const share = (own: number, of: number) => (isSound ? wilsonInterval(own, of) : NO_ESTIMATE);
  return {
    records,
    accuracy: share(right, records),
    nll: isSound ? meanInterval(losses) : NO_ESTIMATE,
    ece: isSound ? calibrationError(confidences, hits) : Number.NaN,
    brier: squares / records,
    perClass: counts.map(({ actual, predicted, right }) => ({
      records: actual,
      recall: actual > 0 ? share(right, actual) : null,
      precision: predicted > 0 ? share(right, predicted) : null,
    })),
  };
}

function check(meanProbsNC: ArrayLike<number>, labelsN: ArrayLike<number>, classes: number): void {
  if (meanProbsNC.length !== labelsN.length * classes) {
    throw new CoreError(
      'shape_mismatch',
      `${labelsN.length} labels of ${classes} classes need ${labelsN.length * classes} probabilities; there are ${meanProbsNC.length}.`,
    );
  }
  for (let n = 0; n < labelsN.length; n++) {
    const label = labelsN[n]!;
    if (!Number.isInteger(label) || label < 0 || label >= classes) {
      throw new CoreError('invalid_label', `The label ${label} is not one of the ${classes} classes.`);
    }
  }
}
