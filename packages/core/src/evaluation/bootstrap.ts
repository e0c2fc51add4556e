import { random } from '../tensors/random.js';
import { STREAMS } from '../tensors/streams.js';
import type { Estimate } from './intervals.js';

/**
 * A figure with its 95 % interval by the percentile bootstrap: the figure of as many records drawn with replacement, over
 * and over. Says how far the figure would move with other records of the same kind; with fewer than some twenty records it
 * is too narrow. It always holds the value.
 *
 * @param records how many there are
 * @param figure of records given by their rows; NaN where they do not determine it, such as records of one class only: drawn
 *   ones are then left out of the interval, and where all of them do not, there is none
 * @param times how often records are drawn
 * @source Efron 1979, Bootstrap Methods
 */
export function bootstrap(
  records: number,
  figure: (rows: Int32Array) => number,
  { times = 200, seed = 1 }: { times?: number; seed?: number } = {},
): Estimate {
  const rows = Int32Array.from({ length: records }, (_, n) => n);
  const value = figure(rows);
  if (Number.isNaN(value)) return { value, low: value, high: value };
  const stream = random(seed, STREAMS.bootstrap);
  const drawn: number[] = [];
  for (let t = 0; t < times; t++) {
    for (let n = 0; n < records; n++) rows[n] = Math.floor(stream.uniform() * records);
    const own = figure(rows);
    if (!Number.isNaN(own)) drawn.push(own);
  }
  drawn.sort((a, b) => a - b);
  // Drawing with replacement repeats records, and what is a distance, such as a calibration error, grows by it.
  return {
    value,
    low: Math.min(quantile(drawn, 0.025), value),
    high: Math.max(quantile(drawn, 0.975), value),
  };
}

/**
 * A quantile, between two of the numbers where it falls there.
 *
 * @param sorted [N], ascending
 * @param share in [0, 1] of the numbers that lie below
 * @returns in the unit of the numbers; NaN of none
 */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0) return Number.NaN;
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (place - below) * (sorted[above]! - sorted[below]!);
}
