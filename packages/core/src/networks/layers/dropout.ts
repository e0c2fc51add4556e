import * as tf from '@tensorflow/tfjs-core';
import { dropoutMask } from '../../tensors/random.js';
import { deferMask } from '../drawn-value.js';
import type { LayerKind } from '../layer.js';

/** Options of `dropout`. */
export interface Dropout {
  type: 'dropout';
  /** Probability of a zero, in [0, 1). */
  rate: number;
}

/** Multiplies by a mask of zeros and 1 / (1 − rate): a new one for each record in training, one a draw afterwards. */
export const dropout: LayerKind<Dropout> = {
  outputShape: (_, shape) => shape,
  weights: () => [],
  forward: ({ rate }, input, _weights, { random, mask: given }) => {
    const mask = given ?? (random && rate > 0 ? tf.tensor(dropoutMask(input.size, rate, random), input.shape) : null);
    if (!mask) return { output: input, backward: (gradient) => ({ input: gradient, weights: [] }) };
    return {
      output: tf.mul(input, mask),
      backward: (gradient, needsInput) => ({ ...(needsInput ? { input: tf.mul(gradient, mask) } : {}), weights: [] }),
    };
  },
  // The mask costs nothing where a dense layer follows: it is folded into that layer's kernel.
  emit: (_, graph, input, { mask }) => (mask ? deferMask(graph, input, mask) : input),
};
