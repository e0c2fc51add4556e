/** A figure with its 95 % interval. */
export interface Estimate {
  value: number;
  low: number;
  high: number;
}

export type Bounds = readonly [low: number, high: number];
const UNBOUNDED: Bounds = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
/** Of what is a distance, or a surprise. */
export const NEVER_NEGATIVE: Bounds = [0, Number.POSITIVE_INFINITY];

/** Of predictions that are no numbers. */
export const NO_ESTIMATE: Estimate = { value: Number.NaN, low: Number.NaN, high: Number.NaN };

/** 97.5 % quantile of the standard normal distribution. */
const Z = 1.959963984540054;

/**
 * A proportion with its 95 % interval, which stays in [0, 1] and is honest for few records.
 *
 *     ( p + z²/2n ± z·√( p(1−p)/n + z²/4n² ) ) / ( 1 + z²/n )
 *
 * @returns of no records NaN, somewhere in [0, 1]
 * @source Wilson 1927, J. Am. Stat. Assoc. 22:209
 */
export function wilsonInterval(hits: number, count: number): Estimate {
  if (count === 0) return { value: Number.NaN, low: 0, high: 1 };
  const p = hits / count;
  const scale = 1 + Z ** 2 / count;
  const centre = (p + Z ** 2 / (2 * count)) / scale;
  const half = (Z / scale) * Math.sqrt((p * (1 - p)) / count + Z ** 2 / (4 * count ** 2));
  return { value: p, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

/**
 * A mean with its 95 % interval by the central limit theorem, with the unbiased variance.
 *
 *     mean ± 1.96·√(variance / n)
 *
 * @param values [N]
 * @param bounds what the mean cannot leave: the interval of few values is cut there
 * @returns in the unit of the values; of a single value no width, of none NaN
 */
export function meanInterval(values: ArrayLike<number>, [least, most]: Bounds = UNBOUNDED): Estimate {
  const count = values.length;
  let sum = 0;
  for (let i = 0; i < count; i++) sum += values[i]!;
  const value = sum / count;
  let squares = 0;
  for (let i = 0; i < count; i++) squares += (values[i]! - value) ** 2;
  const half = count > 1 ? Z * Math.sqrt(squares / (count - 1) / count) : 0;
  return { value, low: Math.max(least, value - half), high: Math.min(most, value + half) };
}
