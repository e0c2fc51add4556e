import { mapRows } from '../acquisitions/acquisition.js';
import { kappa } from '../evaluation/kappa.js';
import { entropy } from '../tensors/entropy.js';

/** What rules for stopping read of the predictions of classes, beside those of the round before. */
export interface Stability {
  /** The class predicted for each record of the test set. */
  predicted: number[];
  /** Classes that are predicted for any of them. */
  predictedClasses: number;
  /** Agreement with the round before: Cohen's κ, and the share that differs; null in the first round. */
  kappa: number | null;
  changed: number | null;
  /** Mean and largest entropy, as shares of the largest that there can be. */
  meanUncertainty: number;
  maxUncertainty: number;
}

/**
 * @param probsNC [N, C] mean over the draws
 * @param earlier what was predicted in the round before
 */
export function stabilityOf(probsNC: ArrayLike<number>, classes: number, earlier: number[] | null): Stability {
  const shares = mapRows(probsNC, classes, entropy).map((nats) => nats / Math.log(classes));
  const predicted = Array.from(mapRows(probsNC, classes, (row) => row.indexOf(Math.max(...row))));
  return {
    predicted,
    predictedClasses: new Set(predicted).size,
    kappa: earlier && kappa(earlier, predicted, classes),
    changed: earlier && predicted.filter((label, n) => label !== earlier[n]).length / predicted.length,
    meanUncertainty: shares.reduce((sum, share) => sum + share, 0) / shares.length,
    maxUncertainty: shares.reduce((most, share) => Math.max(most, share), 0),
  };
}
