/** The numbers of a tensor that is known to be of float32: runtimes type them as any array there is. */
export function floats(data: unknown): Float32Array {
  if (data instanceof Float32Array) return data;
  throw new TypeError('These are no 32-bit floats.');
}
