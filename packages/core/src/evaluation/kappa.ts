/**
 * Agreement of two lists of classes beyond what chance would give.
 *
 *     κ = (p_o − p_e) / (1 − p_e),   p_e = Σ_c a_c b_c
 *
 * @param aN [N] in 0 … C−1
 * @param bN [N] in 0 … C−1
 * @returns at most 1; 1 where both name one and the same class throughout, NaN of no records
 * @source Cohen 1960, Educ. Psychol. Meas. 20:37
 */
export function kappa(aN: ArrayLike<number>, bN: ArrayLike<number>, classes: number): number {
  const count = aN.length;
  const [a, b] = [new Float64Array(classes), new Float64Array(classes)];
  let same = 0;
  for (let n = 0; n < count; n++) {
    a[aN[n]!] = a[aN[n]!]! + 1 / count;
    b[bN[n]!] = b[bN[n]!]! + 1 / count;
    if (aN[n] === bN[n]) same++;
  }
  const chance = a.reduce((sum, share, c) => sum + share * b[c]!, 0);
  const observed = same / count;
  return observed === 1 ? 1 : (observed - chance) / (1 - chance);
}
