import * as tf from '@tensorflow/tfjs-core';
import { CoreError } from '../errors.js';
import { type Random, random } from '../tensors/random.js';
import { type HostTensor, type State, sizeOf } from '../tensors/state.js';
import type { Forward, ForwardRun, Measured, WeightRole } from './layer.js';
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
  weights: { key: string; shape: number[]; fanIn: number; initial: number; role: WeightRole }[];
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
      weights: kind.weights(spec, shape).map(({ name, initial = 0, role = 'weight', ...rest }) => ({
        key: `${index}.${name}`,
        initial,
        role,
        ...rest,
      })),
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
    weights.forEach(({ key, shape, fanIn, initial }, place) => {
      const stream = random(seed, index, place);
      const scale = fanIn > 0 ? Math.sqrt(2 / fanIn) : 0;
      state[key] = {
        shape,
        data: Float32Array.from({ length: sizeOf(shape) }, () => (scale ? scale * stream.normal() : initial)),
      };
    });
  }
  return state;
}

/** Measures the statistics of a network on the data of a fit, such as the mean of its inputs. In place. */
export function measureStatistics(network: Network, state: State, data: Measured): void {
  for (const { spec, inputShape, weights } of placesOf(network)) {
    const measured = kindOf(spec).measure?.(spec, inputShape, data);
    measured?.forEach((values, i) => {
      if (values) state[weights[i]!.key] = { shape: weights[i]!.shape, data: values };
    });
  }
}

/** Gradients of the learned tensors by their keys, and, where asked for, Σ_i g_i² over the records. */
export interface Gradients {
  gradients: Record<string, tf.Tensor>;
  squares: Record<string, tf.Tensor>;
  /** With respect to the variances of the weights, from layers that are run with noise on their outputs. */
  variances: Record<string, tf.Tensor>;
  /** With respect to the records, where asked for. */
  input?: tf.Tensor;
}

/** A forward pass through a network, with the way back. */
export interface NetworkForward {
  /** [N, outputs]. */
  output: tf.Tensor2D;
  /** What the minibatch says of the statistics, by their keys. */
  statistics: Record<string, tf.Tensor>;
  /** The way back, from the gradient of the loss with respect to the output. */
  backward(gradient: tf.Tensor2D, options?: { squares?: boolean; input?: boolean }): Gradients;
}

/** How a forward pass is run; without anything it is that of a deterministic network. */
export interface NetworkRun {
  /** Gives dropout its masks. */
  random?: Random;
  /** Masks given from outside, by the index of the layer. */
  masks?: Map<number, tf.Tensor>;
  isTraining?: boolean;
  /** Runs a layer in another way, such as with noise on its outputs; null leaves it as it is. */
  replace?(place: LayerPlace, input: tf.Tensor, weights: tf.Tensor[]): Forward | null;
}

/**
 * The forward pass with what the backward pass needs. Run it inside `tf.tidy`.
 *
 * @param input [N, …inputShape]
 * @param weights by the keys of `placesOf`
 */
export function forward(
  network: Network,
  input: tf.Tensor,
  weights: Record<string, tf.Tensor>,
  { random: stream, masks, isTraining, replace }: NetworkRun = {},
): NetworkForward {
  const places = placesOf(network);
  const steps: Forward[] = [];
  const statistics: Record<string, tf.Tensor> = {};
  let value = input;
  for (const place of places) {
    const mask = masks?.get(place.index);
    const run: ForwardRun = {
      ...(stream ? { random: stream } : {}),
      ...(mask ? { mask } : {}),
      ...(isTraining ? { isTraining } : {}),
    };
    const own = place.weights.map(({ key }) => weights[key]!);
    const step = replace?.(place, value, own) ?? kindOf(place.spec).forward(place.spec, value, own, run);
    collect(statistics, place, step.statistics ?? []);
    steps.push(step);
    value = step.output;
  }
  const first = places.findIndex((place) => place.weights.some(({ role }) => role !== 'statistic'));
  return {
    output: value as tf.Tensor2D,
    statistics,
    backward(gradient, { squares: wantsSquares = false, input: wantsInput = false } = {}) {
      const result: Gradients = { gradients: {}, squares: {}, variances: {} };
      let current: tf.Tensor = gradient;
      const last = wantsInput ? 0 : first < 0 ? places.length : first;
      for (let i = places.length - 1; i >= last; i--) {
        const step = steps[i]!;
        if (wantsSquares) collect(result.squares, places[i]!, step.squares?.(current) ?? []);
        const { input: next, weights: gradients, variances } = step.backward(current, wantsInput || i > first);
        collect(result.gradients, places[i]!, gradients);
        collect(result.variances, places[i]!, variances ?? []);
        if (next) current = next;
      }
      if (wantsInput) result.input = current;
      return result;
    },
  };
}

/** Puts a layer's tensors under the keys of its weights. */
function collect(into: Record<string, tf.Tensor>, { weights }: LayerPlace, tensors: (tf.Tensor | null)[]): void {
  tensors.forEach((tensor, i) => {
    if (tensor) into[weights[i]!.key] = tensor;
  });
}

/** The float32 tensor […shape] of a host tensor; whoever asks frees it. */
export const toTensor = ({ shape, data }: HostTensor): tf.Tensor => tf.tensor(data, shape, 'float32');
