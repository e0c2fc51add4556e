import { density, distribution } from './normal.js';

/**
 * Continuous ranked probability score of a mixture of S normal distributions: how far its distribution function is from the
 * step at y.
 *
 *     ∫ ( F(x) − [x ≥ y] )² dx = mean_s A(y − μ_s, σ_s²) − ½ mean_{s,s'} A(μ_s − μ_s', σ_s² + σ_s'²)
 *     A(m, v) = 2√v φ(m/√v) + m (2Φ(m/√v) − 1)
 *
 * @param means [S] and variances [S] of the parts
 * @returns in the unit of y; of a single certain value its distance from y
 * @source Grimit et al. 2006, Q. J. R. Meteorol. Soc. 132:2925, equation 5
 */
export function mixtureCrps(means: ArrayLike<number>, variances: ArrayLike<number>, y: number): number {
  const samples = means.length;
  let [toValue, toEachOther] = [0, 0];
  for (let s = 0; s < samples; s++) {
    toValue += distance(y - means[s]!, variances[s]!) / samples;
    for (let r = 0; r < s; r++)
      toEachOther += (2 * distance(means[s]! - means[r]!, variances[s]! + variances[r]!)) / samples ** 2;
    toEachOther += distance(0, 2 * variances[s]!) / samples ** 2;
  }
  return toValue - toEachOther / 2;
}

/** Mean distance from zero of a normal variable of mean m and variance v. */
function distance(m: number, v: number): number {
  if (v === 0) return Math.abs(m);
  const deviation = Math.sqrt(v);
  return 2 * deviation * density(m / deviation) + m * (2 * distribution(m / deviation) - 1);
}

/** Distribution function of the mixture at y: where in its prediction a value fell, in [0, 1]. */
export function mixtureShare(means: ArrayLike<number>, variances: ArrayLike<number>, y: number): number {
  let sum = 0;
  for (let s = 0; s < means.length; s++) {
    const deviation = Math.sqrt(variances[s]!);
    sum += deviation === 0 ? Number(y >= means[s]!) : distribution((y - means[s]!) / deviation);
  }
  return sum / means.length;
}
