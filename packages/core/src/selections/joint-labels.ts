import type { Joint } from '../acquisitions/acquisition.js';
import { xlogy } from '../tensors/entropy.js';
import { type Random, random } from '../tensors/random.js';

/** Names this use of a seed. */
const RESAMPLE = 202;
/** Rows that together weigh less than this are dropped: the entropies change by less than a hundred millionth. */
const NEGLIGIBLE = 1e-9;

/** Probabilities that each draw gives each class, record by record. */
export interface DrawnProbs {
  samples: number;
  classes: number;
  /** [N, C, S]: what is multiplied with the weights of the draws lies side by side. */
  probsNCS: Float64Array;
}

/** @param joint log-probabilities [S, N, C] */
export function drawnProbs({ samples, count, outputs: classes, outputsSNO }: Joint): DrawnProbs {
  const probsNCS = new Float64Array(count * classes * samples);
  for (let s = 0; s < samples; s++)
    for (let n = 0; n < count; n++)
      for (let c = 0; c < classes; c++)
        probsNCS[(n * classes + c) * samples + s] = Math.exp(outputsSNO[(s * count + n) * classes + c]!);
  return { samples, classes, probsNCS };
}

/**
 * The joint distribution of the labels of a growing batch B: its configurations y_B, how probable each is, and what each
 * says of the draws. A candidate x adds to the batch
 *
 *     H(y_x | y_B) − H(y_x | θ),   H(y_x | y_B) = Σ_rows w · H( Σ_s r_s p_s(y_x) ),   r_s ∝ Π_{i∈B} p_s(y_i)
 *
 * All configurations are there as long as they fit into `most` rows. Beyond, rows are drawn from them by stratified
 * resampling and weigh the same; a row once drawn goes on with the batch, so that all candidates of all steps are judged by
 * the same configurations.
 *
 * @source the joint entropy of Kirsch et al. 2019, arXiv:1906.08158, sections 3.2 and 3.3, written as a sum of conditional
 *   ones; stratified resampling: Kitagawa 1996
 */
export function jointLabels({ samples, classes, probsNCS }: DrawnProbs, most: number, seed: number) {
  let weights = Float64Array.of(1);
  let rows = new Float64Array(samples).fill(1 / samples); // [rows, S], each sums to 1
  const stream: Random = random(seed, RESAMPLE);
  const size = classes * samples;
  const dot = (row: number, column: number) => {
    let [even, odd] = [0, 0];
    const to = row + samples - 1;
    let at = column;
    let r = row;
    for (; r < to; r += 2, at += 2) {
      even += rows[r]! * probsNCS[at]!;
      odd += rows[r + 1]! * probsNCS[at + 1]!;
    }
    return r === to ? even + odd + rows[r]! * probsNCS[at]! : even + odd;
  };
  return {
    /** Configurations there are. */
    get rows() {
      return weights.length;
    },
    /**
     * H(y_n | y_B) in nats from every `stride`-th configuration, and the standard error of leaving the others out.
     */
    conditionalEntropy(n: number, stride = 1): { entropy: number; error: number } {
      let [sum, squares, total, seen] = [0, 0, 0, 0];
      for (let m = stride >> 1; m < weights.length; m += stride) {
        let own = 0;
        for (let c = 0; c < classes; c++) {
          const q = dot(m * samples, n * size + c * samples);
          own -= xlogy(q, q);
        }
        sum += weights[m]! * own;
        squares += weights[m]! * own * own;
        total += weights[m]!;
        seen++;
      }
      const entropy = sum / total;
      const error = stride === 1 ? 0 : Math.sqrt(Math.max(0, squares / total - entropy ** 2) / seen);
      return { entropy, error };
    },
    /** Takes a record into the batch. */
    add(n: number): void {
      const shares = new Float64Array(weights.length * classes);
      for (let at = 0; at < shares.length; at++) {
        const m = Math.floor(at / classes);
        shares[at] = weights[m]! * dot(m * samples, n * size + (at % classes) * samples);
      }
      const kept = chosenOf(shares, most, stream);
      const grown = new Float64Array(kept.length * samples);
      kept.forEach(({ at }, row) => {
        const from = Math.floor(at / classes) * samples;
        const column = n * size + (at % classes) * samples;
        let sum = 0;
        for (let s = 0; s < samples; s++) sum += rows[from + s]! * probsNCS[column + s]!;
        for (let s = 0; s < samples; s++) grown[row * samples + s] = (rows[from + s]! * probsNCS[column + s]!) / sum;
      });
      weights = Float64Array.from(kept, ({ weight }) => weight);
      rows = grown;
    },
  };
}

/** The configurations that matter where they fit, else so many drawn in proportion to their shares. */
function chosenOf(shares: Float64Array, most: number, stream: Random): { at: number; weight: number }[] {
  const least = NEGLIGIBLE / shares.length;
  const chosen: { at: number; weight: number }[] = [];
  let sum = 0;
  shares.forEach((weight, at) => {
    if (weight <= least) return;
    chosen.push({ at, weight });
    sum += weight;
  });
  if (chosen.length <= most) return chosen;
  const drawn: { at: number; weight: number }[] = [];
  const step = sum / most;
  let [passed, row, stratum] = [0, -1, 0];
  // A number of its own for each stratum: with one for all, rows would go on with the same quantile of their labels.
  for (; stratum < most; stratum++) {
    const wanted = (stratum + stream.uniform()) * step;
    while (row < 0 || (passed < wanted && row + 1 < chosen.length)) passed += chosen[++row]!.weight;
    drawn.push({ at: chosen[row]!.at, weight: 1 / most });
  }
  return drawn;
}
