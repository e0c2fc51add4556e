import { binOf } from './bins.js';

/**
 * Expected calibration error: the mean distance between how sure a model is and how often it is right, over bins of
 * equal width.
 *
 *     Σ_b |B_b|/N · | accuracy(B_b) − confidence(B_b) |
 *
 * @param confidencesN [N] probability of the predicted class
 * @param hitsN [N] 1 where the prediction is right, else 0
 * @returns in [0, 1]; NaN where a confidence is
 * @source Guo et al. 2017, arXiv:1706.04599, eq. 3
 */
export function calibrationError(confidencesN: ArrayLike<number>, hitsN: ArrayLike<number>, bins = 15): number {
  const gap = new Float64Array(bins);
  for (let n = 0; n < confidencesN.length; n++) {
    const bin = binOf(confidencesN[n]!, bins);
    if (Number.isNaN(bin)) return Number.NaN;
    gap[bin] = gap[bin]! + hitsN[n]! - confidencesN[n]!;
  }
  return gap.reduce((sum, value) => sum + Math.abs(value), 0) / Math.max(1, confidencesN.length);
}
