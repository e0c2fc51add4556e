import { z } from 'zod';
import type { Shortlist } from './selection.js';
import { unitLength, type Vectors } from './vectors.js';

/** Option of rules that can prefer records in the midst of others to outliers. */
export const density = z
  .number()
  .min(0)
  .max(100)
  .default(0)
  .describe('How much it counts that a record resembles the others: the exponent of its density; 0 not at all');

/**
 * How much each record resembles all of them: the mean of (1 + cos)/2 over the others and itself.
 *
 *     ½ + ½ u_n · mean_j u_j,   u of length 1
 *
 * Departure from the source: the cosine is brought to [0, 1], since vectors need not be counts of words.
 *
 * @returns [N], in [0, 1]
 * @source information density: Settles and Craven 2008, section 3.4 (EMNLP, D08-1112)
 */
export function densities(vectors: Vectors): Float64Array {
  const { count, width, dataND } = unitLength(vectors);
  const centre = new Float64Array(width);
  for (let at = 0; at < dataND.length; at++) centre[at % width] = centre[at % width]! + dataND[at]! / count;
  return Float64Array.from({ length: count }, (_, n) => {
    let cosine = 0;
    for (let d = 0; d < width; d++) cosine += dataND[n * width + d]! * centre[d]!;
    return Math.min(1, Math.max(0, (1 + cosine) / 2));
  });
}

/** Places of a shortlist, best first by (score − least score) · density^β; in their own order where β is 0. */
export function byDensity({ candidates, vectors }: Shortlist, beta: number): number[] {
  const places = candidates.map((_, place) => place);
  if (beta === 0) return places;
  const least = candidates.reduce((low, { score }) => Math.min(low, score), Number.POSITIVE_INFINITY);
  const weights = densities(vectors!).map((each, n) => (candidates[n]!.score - least) * each ** beta);
  return places.sort((a, b) => weights[b]! - weights[a]!);
}
