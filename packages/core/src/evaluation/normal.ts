/** Density of the standard normal distribution. */
export const density = (x: number) => Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);

/**
 * Distribution function of the standard normal distribution, off by less than 1e-15 in all: a series near the middle, a
 * continued fraction in the tails.
 *
 * @source Marsaglia 2004, J. Stat. Softw. 11(4); Abramowitz and Stegun 1964, 26.2.14
 */
export function distribution(x: number): number {
  const size = Math.abs(x);
  if (size > 38) return x > 0 ? 1 : 0;
  if (size < 5) {
    let [sum, term] = [x, x];
    for (let k = 3; Math.abs(term) > 1e-17 * Math.abs(sum); k += 2) {
      term *= (x * x) / k;
      sum += term;
    }
    return 0.5 + sum * density(x);
  }
  let fraction = size;
  for (let k = 40; k > 0; k--) fraction = size + k / fraction;
  const tail = density(size) / fraction;
  return x > 0 ? 1 - tail : tail;
}
