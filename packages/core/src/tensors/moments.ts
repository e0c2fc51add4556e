/**
 * Whether numbers differ by nothing but rounding: their variance is what summing n of them of that size leaves over. There is no
 * absolute bound, so that small units are as good as large ones.
 *
 *     var ≤ n ε var + (n ε mean)²,   ε = 2⁻⁵²
 *
 * @source `_is_constant_feature` of scikit-learn's StandardScaler, by Chan, Golub and LeVeque 1983, Am. Stat. 37:242
 */
export const isConstant = (variance: number, mean: number, count: number): boolean =>
  variance <= count * Number.EPSILON * variance + (count * Number.EPSILON * mean) ** 2;

/** Mean and population standard deviation of each column of [N, D], in float64; a deviation of 0 where a column is constant. */
export function columnMoments(values: ArrayLike<number>, count: number, size: number) {
  const mean = new Float64Array(size);
  const variance = new Float64Array(size);
  for (let at = 0; at < count * size; at++) mean[at % size] = mean[at % size]! + values[at]! / count;
  for (let at = 0; at < count * size; at++) {
    const gap = values[at]! - mean[at % size]!;
    variance[at % size] = variance[at % size]! + (gap * gap) / count;
  }
  const deviation = variance.map((own, i) => (isConstant(own, mean[i]!, count) ? 0 : Math.sqrt(own)));
  return { mean, deviation };
}
