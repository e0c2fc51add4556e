import type { Joint } from '../acquisitions/acquisition.js';
import { xlogy } from '../tensors/entropy.js';
import { type Random, random } from '../tensors/random.js';
import { STREAMS } from '../tensors/streams.js';

/** Rows, and draws of a row, that weigh less than this share are dropped: entropies change by less than a millionth of a millionth. */
const NEGLIGIBLE = 1e-9;
/** The same of draws where rows are a sample, which is further off than the thousandth of a nat that this may cost. */
const NEGLIGIBLE_OF_SAMPLE = 1e-5;

/** −p ln p at so many places of [0, 1], and two more for sums that rounding takes past 1: a logarithm costs many times as much. */
const CELLS = 8_192;
const TABLE = Float64Array.from({ length: CELLS + 2 }, (_, i) => -xlogy(i / CELLS, i / CELLS));

/** Probabilities that each draw gives each class, record by record. */
export interface DrawnProbs {
  samples: number;
  classes: number;
  /** [N, S, C]: the classes of a draw, which are added up together, lie side by side. */
  probsNSC: Float64Array;
}

/** @param joint log-probabilities [S, N, C] */
export function drawnProbs({ samples, count, outputs: classes, outputsSNO }: Joint): DrawnProbs {
  const probsNSC = new Float64Array(count * classes * samples);
  for (let s = 0; s < samples; s++)
    for (let n = 0; n < count; n++)
      for (let c = 0; c < classes; c++)
        probsNSC[(n * samples + s) * classes + c] = Math.exp(outputsSNO[(s * count + n) * classes + c]!);
  return { samples, classes, probsNSC };
}

/**
 * Configurations of the labels of a batch: how probable each is, and what it says of the draws. The more labels, the fewer
 * draws are left that could have given them, so that only those that matter are kept: row m has those from `starts[m]` on.
 */
interface Rows {
  weights: Float64Array;
  starts: Int32Array;
  draws: Int32Array;
  /** r_s, which add up to 1 in a row. */
  shares: Float64Array;
}

/**
 * The joint distribution of the labels of a growing batch B: its configurations y_B, how probable each is, and what each
 * says of the draws. A candidate x adds to the batch
 *
 *     H(y_x | y_B) − H(y_x | θ),   H(y_x | y_B) = Σ_rows w · H( Σ_s r_s p_s(y_x) ),   r_s ∝ Π_{i∈B} p_s(y_i)
 *
 * All configurations are there as long as they fit into `most` rows. Beyond, rows are drawn from them by stratified
 * resampling; a row once drawn goes on with the batch, so that all candidates of all steps are judged by the same
 * configurations.
 *
 * @source the joint entropy of Kirsch et al. 2019, arXiv:1906.08158, sections 3.2 and 3.3, written as a sum of conditional
 *   ones; stratified resampling: Kitagawa 1996
 */
export function jointLabels({ samples, classes, probsNSC }: DrawnProbs, most: number, seed: number) {
  let rows: Rows = {
    weights: Float64Array.of(1),
    starts: Int32Array.of(0, samples),
    draws: Int32Array.from({ length: samples }, (_, s) => s),
    shares: new Float64Array(samples).fill(1 / samples),
  };
  let isExact = true;
  const stream: Random = random(seed, STREAMS.batchBaldRows);
  const predicted = new Float64Array(classes);
  /** p(y_n | row m), left in `predicted`. */
  const predict = (m: number, n: number) => {
    const { starts, draws, shares } = rows;
    const [begin, end, first] = [starts[m]!, starts[m + 1]!, n * samples];
    let share = shares[begin]!;
    let from = (first + draws[begin]!) * classes;
    for (let c = 0; c < classes; c++) predicted[c] = share * probsNSC[from + c]!;
    for (let at = begin + 1; at < end; at++) {
      share = shares[at]!;
      from = (first + draws[at]!) * classes;
      for (let c = 0; c < classes; c++) predicted[c] = predicted[c]! + share * probsNSC[from + c]!;
    }
  };
  /** H(y_n | row m). */
  const entropyIn = (m: number, n: number) => {
    predict(m, n);
    let entropy = 0;
    for (let c = 0; c < classes; c++) entropy -= xlogy(predicted[c]!, predicted[c]!);
    return entropy;
  };
  /** The same from a table, to about a ten thousandth of a nat. */
  const roughEntropyIn = (m: number, n: number) => {
    predict(m, n);
    let entropy = 0;
    for (let c = 0; c < classes; c++) {
      const place = predicted[c]! * CELLS;
      const cell = place | 0;
      const low = TABLE[cell]!;
      entropy += low + (place - cell) * (TABLE[cell + 1]! - low);
    }
    return entropy;
  };
  /** The entropies of one record in all rows, which those of others resemble, and their mean. */
  let reference: { entropies: Float64Array; mean: number } | null = null;
  const samplesOfRows = new Map<number, Int32Array>();
  const sampled = (stride: number) => {
    const chosen = samplesOfRows.get(stride) ?? quantilesOf(rows.weights, Math.ceil(rows.weights.length / stride));
    samplesOfRows.set(stride, chosen);
    return chosen;
  };
  const exactly = (n: number) => {
    const { weights } = rows;
    const entropies = reference ? null : new Float64Array(weights.length);
    let [sum, total] = [0, 0];
    for (let m = 0; m < weights.length; m++) {
      const own = entropyIn(m, n);
      if (entropies) entropies[m] = own;
      sum += weights[m]! * own;
      total += weights[m]!;
    }
    if (entropies) reference = { entropies, mean: sum / total };
    return { entropy: sum / total, error: 0 };
  };
  return {
    /** Configurations there are. */
    get rows() {
      return rows.weights.length;
    },
    /** Whether these are all configurations that matter, so that entropies are exact. */
    get isExact() {
      return isExact;
    },
    /**
     * H(y_n | y_B) in nats. With a stride, from so much fewer configurations, a sample of them by their weights, corrected by
     * how the sample misjudges the first record that was looked at with stride 1 (a control variate).
     *
     * @returns the standard error of the sample besides
     */
    conditionalEntropy(n: number, stride = 1): { entropy: number; error: number } {
      if (stride === 1) return exactly(n);
      const some = sampled(stride);
      const { entropies, mean } = reference ?? { entropies: new Float64Array(rows.weights.length), mean: 0 };
      let [last, own] = [-1, 0];
      let [sum, squares, base, baseSquares, products] = [0, 0, 0, 0, 0];
      for (const m of some) {
        if (m !== last) {
          last = m;
          own = roughEntropyIn(m, n);
        }
        const other = entropies[m]!;
        sum += own;
        squares += own * own;
        base += other;
        baseSquares += other * other;
        products += own * other;
      }
      const count = some.length;
      const [average, baseAverage] = [sum / count, base / count];
      const variance = Math.max(0, squares / count - average ** 2);
      const baseVariance = Math.max(0, baseSquares / count - baseAverage ** 2);
      const slope = baseVariance > 0 ? (products / count - average * baseAverage) / baseVariance : 0;
      return {
        entropy: average + slope * (mean - baseAverage),
        error: Math.sqrt(Math.max(0, variance - slope ** 2 * baseVariance) / count),
      };
    },
    /** Takes a record into the batch. */
    add(n: number): void {
      const { weights } = rows;
      const probableIn = (m: number) => {
        predict(m, n);
        for (let c = 0; c < classes; c++) predicted[c] = weights[m]! * predicted[c]!;
        return predicted;
      };
      const chosen = chosenOf(weights.length, probableIn, most, stream);
      isExact &&= chosen.isExact;
      rows = grown(chosen, n);
      reference = null;
      samplesOfRows.clear();
    },
  };

  /** The rows that go on, each with the label of record n that it was chosen with. */
  function grown({ at: places, weights }: Chosen, n: number): Rows {
    const starts = new Int32Array(places.length + 1);
    const most = places.reduce((sum, at) => sum + lengthOf(Math.floor(at / classes)), 0);
    const [draws, shares] = [new Int32Array(most), new Float64Array(most)];
    const least = isExact ? NEGLIGIBLE : NEGLIGIBLE_OF_SAMPLE;
    const weighed = new Float64Array(samples);
    let to = 0;
    places.forEach((at, row) => {
      const [m, c] = [Math.floor(at / classes), at % classes];
      const [begin, first] = [to, rows.starts[m]!];
      let [sum, left] = [0, 0];
      for (let old = 0; old < lengthOf(m); old++) {
        const share = rows.shares[first + old]! * probsNSC[(n * samples + rows.draws[first + old]!) * classes + c]!;
        weighed[old] = share;
        sum += share;
      }
      for (let old = 0; old < lengthOf(m); old++) {
        if (weighed[old]! <= least * sum) continue;
        draws[to] = rows.draws[first + old]!;
        shares[to++] = weighed[old]!;
        left += weighed[old]!;
      }
      for (let own = begin; own < to; own++) shares[own] = shares[own]! / left;
      starts[row + 1] = to;
    });
    return { weights, starts, draws: draws.slice(0, to), shares: shares.slice(0, to) };
  }

  /** Draws that a row has. */
  function lengthOf(m: number): number {
    return rows.starts[m + 1]! - rows.starts[m]!;
  }
}

/** Rows at the middles of `count` equal shares of all weight, in their order; a heavy one comes more than once. */
function quantilesOf(weights: Float64Array, count: number): Int32Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let [passed, m] = [weights[0]!, 0];
  return Int32Array.from({ length: count }, (_, i) => {
    while (passed < ((i + 0.5) / count) * total && m + 1 < weights.length) passed += weights[++m]!;
    return m;
  });
}

/** Configurations that go on: their places among those of all rows and classes, in their order, and their weights. */
interface Chosen {
  at: Uint32Array;
  weights: Float64Array;
  isExact: boolean;
}

/**
 * The configurations that matter where they fit, else so many drawn in proportion to how probable they are. There may be ten
 * million of them to choose from: they are gone through twice, row by row, and nothing is kept of those that are not chosen.
 *
 * @param count rows
 * @param probableIn how probable each class is with a row, [C], in an array that the next row overwrites
 */
function chosenOf(count: number, probableIn: (m: number) => Float64Array, most: number, stream: Random): Chosen {
  const classes = probableIn(0).length;
  const least = NEGLIGIBLE / (count * classes);
  const each = (visit: (weight: number, at: number) => void) => {
    for (let m = 0; m < count; m++) {
      const probable = probableIn(m);
      for (let c = 0; c < classes; c++) if (probable[c]! > least) visit(probable[c]!, m * classes + c);
    }
  };
  let [left, sum] = [0, 0];
  each((weight) => {
    left++;
    sum += weight;
  });
  const isExact = left <= most;
  const at = new Uint32Array(Math.min(left, most));
  const weights = new Float64Array(at.length);
  let length = 0;
  if (isExact) {
    each((weight, own) => {
      at[length] = own;
      weights[length++] = weight;
    });
    return { at, weights, isExact };
  }
  // A number of its own for each stratum: with one for all, rows would go on with the same quantile of their labels.
  let [passed, stratum, wanted] = [0, 0, (stream.uniform() * sum) / most];
  each((weight, own) => {
    passed += weight;
    left--;
    const before = stratum;
    while (stratum < most && (passed >= wanted || left === 0))
      if (++stratum < most) wanted = ((stratum + stream.uniform()) * sum) / most;
    if (stratum === before) return;
    at[length] = own;
    weights[length++] = (stratum - before) / most;
  });
  return { at: at.slice(0, length), weights: weights.slice(0, length), isExact };
}
