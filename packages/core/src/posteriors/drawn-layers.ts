import type { DrawnLayer } from '../networks/layer.js';
import { maskShapeOf } from '../networks/layers/dropout.js';
import { type LayerPlace, type Network, placesOf } from '../networks/network.js';
import { dropoutMask, fillNormals, type Random, random } from '../tensors/random.js';
import { type HostTensor, type State, sizeOf } from '../tensors/state.js';
import { STREAMS } from '../tensors/streams.js';
import type { Draws } from './posterior.js';

/** Puts the draws of single tensors together; what is not drawn is taken from the state and shared. */
export function drawsFrom(
  network: Network,
  state: State,
  samples: number,
  drawn: Record<string, HostTensor>,
  maskOf?: (place: LayerPlace) => HostTensor | undefined,
): Draws {
  const layers = placesOf(network).map((place): DrawnLayer => {
    const keys = place.weights.map(({ key }) => key);
    const mask = maskOf?.(place);
    if (!keys.some((key) => drawn[key])) {
      return { shared: keys.map((key) => state[key]!), ...(mask ? { mask } : {}) };
    }
    return { drawn: keys.map((key) => drawn[key] ?? repeated(state[key]!, samples)), ...(mask ? { mask } : {}) };
  });
  return { samples, layers };
}

/**
 * Draws of the tensors with a distribution: `sample` writes one draw of one tensor.
 *
 * @param sample gets the tensor's key, the numbers of this draw, where to write, and which draw it is
 */
export function drawEach(
  network: Network,
  samples: number,
  seed: number,
  sample: (key: string, stream: Random, into: Float32Array, draw: number) => void,
): Record<string, HostTensor> {
  const drawn: Record<string, HostTensor> = {};
  learnedOf(network).forEach(({ key, shape }, tensor) => {
    const size = sizeOf(shape);
    const data = new Float32Array(samples * size);
    for (let s = 0; s < samples; s++) {
      sample(key, random(seed, STREAMS.weightDraws, tensor, s), data.subarray(s * size, (s + 1) * size), s);
    }
    drawn[key] = { shape: [samples, ...shape], data };
  });
  return drawn;
}

/**
 * Draws of a distribution in which every weight has a Gaussian of its own, around what the state has for it.
 *
 * @param deviationOf the deviations [size] of a tensor, by its key
 */
export const meanFieldDraws = (
  network: Network,
  state: State,
  samples: number,
  seed: number,
  deviationOf: (key: string) => ArrayLike<number>,
): Draws =>
  drawsFrom(
    network,
    state,
    samples,
    drawEach(network, samples, seed, (key, stream, into) => {
      const [mean, deviation] = [state[key]!.data, deviationOf(key)];
      fillNormals(into, stream);
      for (let i = 0; i < into.length; i++) into[i] = mean[i]! + deviation[i]! * into[i]!;
    }),
  );

/** The tensors of a network that have a distribution. */
export const learnedOf = (network: Network) =>
  placesOf(network).flatMap(({ weights }) => weights.filter(({ role }) => role === 'weight'));

/** One network for each draw, such as the members of an ensemble; a layer in which all are equal is shared. */
export function drawsOfMembers(network: Network, members: State[]): Draws {
  const [first] = members;
  const drawn: Record<string, HostTensor> = {};
  for (const { key, shape } of placesOf(network).flatMap(({ weights }) => weights)) {
    const own = members.map((member) => member[key]!.data);
    if (own.every((data) => isEqual(data, own[0]!))) continue;
    const data = new Float32Array(members.length * sizeOf(shape));
    own.forEach((values, s) => {
      data.set(values, s * values.length);
    });
    drawn[key] = { shape: [members.length, ...shape], data };
  }
  return drawsFrom(network, first!, members.length, drawn);
}

/** Masks of a dropout layer, one a draw. */
export function drawMasks(place: LayerPlace, rate: number, samples: number, seed: number): HostTensor | undefined {
  if (rate === 0 || place.spec.type !== 'dropout') return undefined;
  const shape = maskShapeOf(place.spec, place.outputShape);
  const size = sizeOf(shape);
  const data = new Float32Array(samples * size);
  for (let s = 0; s < samples; s++) data.set(dropoutMask(size, rate, random(seed, place.index, s)), s * size);
  return { shape: [samples, ...shape], data };
}

const isEqual = (a: Float32Array, b: Float32Array) => a === b || a.every((value, i) => value === b[i]);

function repeated({ shape, data }: HostTensor, samples: number): HostTensor {
  const all = new Float32Array(samples * data.length);
  for (let s = 0; s < samples; s++) all.set(data, s * data.length);
  return { shape: [samples, ...shape], data: all };
}
