import { repeat } from '../networks/kernels.js';
import type { DrawnLayer } from '../networks/layer.js';
import { type Network, placesOf } from '../networks/network.js';
import type { Draws } from '../posteriors/posterior.js';
import type { HostTensor } from '../tensors/state.js';

/** A network and its draws, from which units are left out. */
export interface Pruned {
  network: Network;
  draws: Draws;
}

/** What comes after one another where units are left out, and where in it the mask lies and the layer that they go into. */
const PATTERN = ['dense', 'relu', 'dropout', 'dense'];
const [MASK, INTO] = [PATTERN.indexOf('dropout'), PATTERN.lastIndexOf('dense')];

/**
 * Leaves out the units that a draw's mask switches off anyway: where a dense layer is followed by relu, dropout and another
 * dense layer, each draw keeps its own units, and at a rate of ½ about half of the product goes away. The layer is as wide
 * as the draw with the most units; the others have zeros there.
 *
 * A dense layer that all draws share is left alone: computing it once is cheaper.
 *
 * @param isKept says of a dense layer, by its place, that all units that go into it are wanted
 */
export function prune(network: Network, draws: Draws, isKept: (index: number) => boolean): Pruned {
  const layers = [...draws.layers];
  const specs = [...network.layers];
  const isPruned = (index: number) => PATTERN.every((type, at) => network.layers[index + at]?.type === type);
  let isDrawn = false;
  placesOf(network).forEach(({ spec, index }) => {
    const own = layers[index]!;
    isDrawn ||= Boolean(own.drawn ?? own.mask);
    if (!isDrawn || spec.type !== 'dense' || !isPruned(index) || isKept(index + INTO)) return;
    const { mask, fresh } = layers[index + MASK]!;
    if (!mask || fresh) return;
    const kept = keptUnits(mask);
    const units = Math.max(1, ...kept.map(({ length }) => length));
    if (units === spec.units) return;
    const { kernels, biases } = drawnParts(own, draws.samples);
    layers[index] = { drawn: [gather(kernels, kept, units, 2), gather(biases, kept, units, 1)] };
    layers[index + MASK] = { ...layers[index + MASK], mask: gather(mask, kept, units, 1) };
    const next = drawnParts(layers[index + INTO]!, draws.samples);
    layers[index + INTO] = { drawn: [gather(next.kernels, kept, units, 1), next.biases] };
    specs[index] = { ...spec, units };
  });
  return { network: { ...network, layers: specs }, draws: { ...draws, layers } };
}

/** By draw, the places where its mask is not zero. */
function keptUnits({ shape, data }: HostTensor): number[][] {
  const [samples = 0, units = 0] = shape;
  return Array.from({ length: samples }, (_, s) =>
    Array.from({ length: units }, (__, unit) => unit).filter((unit) => data[s * units + unit] !== 0),
  );
}

/** Kernels [S, D, H] and biases [S, H]; kernels that all draws share stay one copy, which `gather` reads for each. */
function drawnParts({ shared, drawn }: DrawnLayer, samples: number) {
  const [kernel, bias] = [(drawn ?? shared)![0]!, (drawn ?? shared)![1]!];
  if (drawn) return { kernels: kernel, biases: bias };
  return { kernels: { ...kernel, shape: [samples, ...kernel.shape] }, biases: repeat(bias, samples) };
}

/** Of [S, …] tensors the places `kept` along an axis, filled up with zeros to `units`. */
function gather({ shape, data }: HostTensor, kept: number[][], units: number, axis: 1 | 2): HostTensor {
  const [samples = 0, ...rest] = shape;
  const width = rest[axis - 1]!;
  const rows = axis === 2 ? rest[0]! : 1;
  const run = axis === 1 ? (rest[1] ?? 1) : 1;
  const size = rows * width * run;
  const isShared = data.length === size && samples > 1;
  const result = new Float32Array(samples * rows * units * run);
  kept.forEach((places, s) => {
    const from = isShared ? 0 : s * size;
    for (let row = 0; row < rows; row++)
      for (let at = 0; at < places.length; at++) {
        const start = from + (row * width + places[at]!) * run;
        const to = ((s * rows + row) * units + at) * run;
        if (run === 1) result[to] = data[start]!;
        else result.set(data.subarray(start, start + run), to);
      }
  });
  return { shape: [samples, ...rest.map((length, at) => (at === axis - 1 ? units : length))], data: result };
}
