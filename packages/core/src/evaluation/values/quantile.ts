import { mixtureShare } from '../crps.js';
import type { Mixture } from './ground.js';

const STEPS = 60;
/** Deviations beyond which nothing of a normal distribution lies that anyone would ask for. */
const FAR = 8;

/**
 * Where the share `p` of a prediction lies below, by bisection of its distribution function.
 *
 * @param p in (0, 1)
 * @returns in the unit of the values; of predictions without width one of its means
 */
export function mixtureQuantile({ means, variances }: Pick<Mixture, 'means' | 'variances'>, p: number): number {
  const widest = FAR * Math.sqrt(Math.max(...variances));
  let [low, high] = [Math.min(...means) - widest, Math.max(...means) + widest];
  for (let step = 0; step < STEPS && low < high; step++) {
    const middle = (low + high) / 2;
    if (mixtureShare(means, variances, middle) < p) low = middle;
    else high = middle;
  }
  return high;
}
