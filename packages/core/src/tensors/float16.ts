const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/**
 * The nearest half-precision numbers (IEEE 754 binary16, ties to even): 11 significant bits, up to 65,504. What is larger
 * becomes infinite, what is below 3·10⁻⁸ becomes 0.
 *
 * @returns bit patterns
 */
export function toFloat16(values: Float32Array): Uint16Array {
  return Uint16Array.from(values, (value) => {
    float[0] = value;
    const x = bits[0]!;
    const sign = (x >>> 16) & 0x8000;
    const magnitude = x & 0x7fffffff;
    if (magnitude > 0x7f800000) return sign | 0x7e00; // NaN
    if (magnitude >= 0x47800000) return sign | 0x7c00; // 2¹⁶ and more
    // Below 2⁻¹⁴ the steps are 2⁻²⁴ wide; there the sum with 0.5 does the rounding, since its own steps are as wide.
    if (magnitude < 0x38800000) {
      float[0] = Math.abs(value) + 0.5;
      return sign | (bits[0]! - 0x3f000000);
    }
    const rounded = magnitude + 0xfff + ((magnitude >>> 13) & 1);
    return sign | ((rounded - 0x38000000) >>> 13);
  });
}

/** The numbers of half-precision bit patterns, exactly. */
export function fromFloat16(patterns: Uint16Array): Float32Array {
  return Float32Array.from(patterns, (half) => {
    const sign = half & 0x8000 ? -1 : 1;
    const exponent = (half >>> 10) & 0x1f;
    const fraction = half & 0x3ff;
    if (exponent === 0) return sign * fraction * 2 ** -24;
    if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
    return sign * (1 + fraction / 1_024) * 2 ** (exponent - 15);
  });
}
