/**
 * One row a text from the rows of its tokens: their mean, or the first of them.
 *
 *     mean: Σ_t m_t·h_t / Σ_t m_t;    normalised: x / ‖x‖₂
 *
 * @param hidden [count, length, width]
 * @param mask [count, length], 1 where there is a token, 0 in the padding
 * @returns [count, width]
 * @source Reimers and Gurevych 2019, arXiv:1908.10084, section 3
 */
export function pool(
  hidden: Float32Array,
  mask: Float32Array,
  { count, length, width }: { count: number; length: number; width: number },
  { pooling, normalize }: { pooling: 'mean' | 'cls'; normalize: boolean },
): Float32Array {
  const rows = new Float32Array(count * width);
  const sum = new Float64Array(width);
  for (let n = 0; n < count; n++) {
    sum.fill(0);
    let tokens = 0;
    for (let t = 0; t < length && (pooling === 'mean' || tokens === 0); t++) {
      if (mask[n * length + t] === 0) continue;
      tokens++;
      const at = (n * length + t) * width;
      for (let i = 0; i < width; i++) sum[i]! += hidden[at + i]!;
    }
    const size = normalize ? Math.hypot(...sum) : tokens;
    if (size > 0)
      rows.set(
        sum.map((value) => value / size),
        n * width,
      );
  }
  return rows;
}
