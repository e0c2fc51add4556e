import * as tf from '@tensorflow/tfjs-core';
import { CoreError } from '../errors.js';
import { type Random, random } from '../tensors/random.js';
import { type HostTensor, type State, sizeOf } from '../tensors/state.js';
import type { Forward, ForwardRun } from './layer.js';
import { kindOf, type LayerSpec } from './layers/index.js';

/** A network is its input shape and a list of layers; plain data, so that it can be saved beside its weights. */
export interface Network {
  inputShape: number[];
  layers: LayerSpec[];
}

/** One layer with the shapes around it and the names of its weights in a state. */
export interface LayerPlace {
  spec: LayerSpec;
  index: number;
  inputShape: number[];
  outputShape: number[];
  weights: { key: string; shape: number[]; fanIn: number }[];
}

/** The layers of a network with their shapes and weights. @throws input_too_small where the input does not survive the layers */
export function placesOf({ inputShape, layers }: Network): LayerPlace[] {
  let shape = inputShape;
  return layers.map((spec, index) => {
    const kind = kindOf(spec);
    const place = {
      spec,
      index,
      inputShape: shape,
      outputShape: kind.outputShape(spec, shape),
      weights: kind.weights(spec, shape).map(({ name, ...rest }) => ({ key: `${index}.${name}`, ...rest })),
    };
    shape = place.outputShape;
    return place;
  });
}

/** Values that a network gives for one record. @throws input_too_small, shape_mismatch */
export function outputsOf(network: Network): number {
  const shape = placesOf(network).at(-1)?.outputShape ?? [];
  if (shape.length !== 1)
    throw new CoreError('shape_mismatch', `A network has to end in a row of values, not in [${shape}].`);
  return shape[0]!;
}

/**
 * First weights: normal with variance 2 / fan-in, biases zero.
 *
 * @source He et al. 2015, arXiv:1502.01852
 */
export function initialWeights(network: Network, seed: number): State {
  const state: State = {};
  for (const { index, weights } of placesOf(network)) {
    weights.forEach(({ key, shape, fanIn }, place) => {
      const stream = random(seed, index, place);
      const scale = fanIn > 0 ? Math.sqrt(2 / fanIn) : 0;
      state[key] = {
        shape,
        data: Float32Array.from({ length: sizeOf(shape) }, () => (scale ? scale * stream.normal() : 0)),
      };
    });
  }
  return state;
}

/** A forward pass through a network, with the way back. */
export interface NetworkForward {
  /** [N, outputs]. */
  output: tf.Tensor2D;
  /** Gradients of every weight by its key, from the gradient with respect to the output. */
  backward(gradient: tf.Tensor2D): Record<string, tf.Tensor>;
}

/**
 * The forward pass with what the backward pass needs. Run it inside `tf.tidy`.
 *
 * @param input [N, …inputShape]
 * @param weights by the keys of `placesOf`
 * @param run masks for dropout: random ones, or one given for each layer by its index
 */
export function forward(
  network: Network,
  input: tf.Tensor,
  weights: Record<string, tf.Tensor>,
  run: { random?: Random; masks?: Map<number, tf.Tensor> } = {},
): NetworkForward {
  const places = placesOf(network);
  const steps: Forward[] = [];
  let value = input;
  for (const place of places) {
    const mask = run.masks?.get(place.index);
    const layerRun: ForwardRun = { ...(run.random ? { random: run.random } : {}), ...(mask ? { mask } : {}) };
    const own = place.weights.map(({ key }) => weights[key]!);
    const step = kindOf(place.spec).forward(place.spec, value, own, layerRun);
    steps.push(step);
    value = step.output;
  }
  const firstWithWeights = places.findIndex((place) => place.weights.length > 0);
  return {
    output: value as tf.Tensor2D,
    backward(gradient) {
      const result: Record<string, tf.Tensor> = {};
      let current: tf.Tensor = gradient;
      for (let i = places.length - 1; i >= firstWithWeights && i >= 0; i--) {
        const { input: next, weights: gradients } = steps[i]!.backward(current, i > firstWithWeights);
        places[i]!.weights.forEach(({ key }, place) => {
          result[key] = gradients[place]!;
        });
        if (next) current = next;
      }
      return result;
    },
  };
}

/** The tensor of a host tensor; whoever asks frees it. */
export const toTensor = ({ shape, data }: HostTensor): tf.Tensor => tf.tensor(data, shape, 'float32');
