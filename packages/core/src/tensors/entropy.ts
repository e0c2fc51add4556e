/** x·ln y with 0·ln 0 = 0: what has no probability adds nothing, however unlikely it is elsewhere. */
export const xlogy = (x: number, y: number): number => (x === 0 ? 0 : x * Math.log(y));

/**
 * Shannon entropy H[p] = −Σ p ln p.
 *
 * @param p [C] probabilities that sum to 1
 * @returns nats, between 0 and ln C
 */
export function entropy(p: ArrayLike<number>): number {
  let sum = 0;
  for (let c = 0; c < p.length; c++) sum -= xlogy(p[c]!, p[c]!);
  return sum;
}

/**
 * ln mean exp x, without overflow; −∞ where all are −∞.
 *
 * @param x [N], −∞ allowed
 * @returns between the least and the largest of them
 */
export function logMeanExp(x: ArrayLike<number>): number {
  let max = -Infinity;
  for (let i = 0; i < x.length; i++) max = Math.max(max, x[i]!);
  if (max === -Infinity) return -Infinity;
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += Math.exp(x[i]! - max);
  return max + Math.log(sum / x.length);
}
