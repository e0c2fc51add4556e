import type { HostTensor } from '../tensors/state.js';

/** Exchanges the rows of [D, H] or [S, D, H] kernels: row `to` of the result is row `order[to]`. */
export function permuteRows(kernel: HostTensor, order: number[] | undefined): HostTensor {
  if (!order) return kernel;
  const units = kernel.shape.at(-1)!;
  const rows = order.length;
  const data = new Float32Array(kernel.data.length);
  for (let start = 0; start < kernel.data.length; start += rows * units)
    order.forEach((from, to) => {
      data.set(kernel.data.subarray(start + from * units, start + (from + 1) * units), start + to * units);
    });
  return { shape: kernel.shape, data };
}

/** The same for each draw: [D, H] → [S, D, H]. */
export function repeat(tensor: HostTensor, samples: number): HostTensor {
  const data = new Float32Array(samples * tensor.data.length);
  for (let s = 0; s < samples; s++) data.set(tensor.data, s * tensor.data.length);
  return { shape: [samples, ...tensor.shape], data };
}

/** (x ∘ mask)·W = x·(mask ∘ W): kernels [S, D, H], mask [S, D]. */
export function foldMask(kernels: HostTensor, mask: HostTensor): HostTensor {
  const units = kernels.shape[2]!;
  const data = new Float32Array(kernels.data.length);
  for (let row = 0; row < mask.data.length; row++) {
    const kept = mask.data[row]!;
    if (kept === 0) continue;
    for (let at = row * units; at < (row + 1) * units; at++) data[at] = kernels.data[at]! * kept;
  }
  return { shape: kernels.shape, data };
}

/** One draw of [S, …], as a view. */
export function ofDraw({ shape, data }: HostTensor, draw: number): HostTensor {
  const size = data.length / shape[0]!;
  return { shape: shape.slice(1), data: data.subarray(draw * size, (draw + 1) * size) };
}

/** Values of [S, h, w, c] in the order [S, c, h, w]. */
export function planesOf({ data }: HostTensor, [h = 1, w = 1, c = 1]: number[]): Float32Array {
  const result = new Float32Array(data.length);
  const size = h * w * c;
  for (let start = 0; start < data.length; start += size)
    for (let at = 0; at < h * w; at++)
      for (let channel = 0; channel < c; channel++)
        result[start + channel * h * w + at] = data[start + at * c + channel]!;
  return result;
}

/** Values of [S, D] in another order of D: value `to` of the result is value `order[to]`. */
export function reorder({ data }: HostTensor, order: number[]): Float32Array {
  const result = new Float32Array(data.length);
  for (let start = 0; start < data.length; start += order.length)
    order.forEach((from, to) => {
      result[start + to] = data[start + from]!;
    });
  return result;
}

/** A mask as rows [S, D]: one of channels [S, 1, 1, c] has the same values at every place. */
export function everywhere({ shape, data }: HostTensor, size: number): HostTensor {
  const samples = shape[0]!;
  const rows = { shape: [samples, size], data };
  if (data.length === samples * size) return rows;
  const channels = data.length / samples;
  const at = (i: number) => Math.floor(i / size) * channels + (i % channels);
  return { ...rows, data: Float32Array.from({ length: samples * size }, (_, i) => data[at(i)]!) };
}
