import * as tf from '@tensorflow/tfjs-core';
import { columnMoments } from '../../tensors/moments.js';
import { settle } from '../drawn-value.js';
import type { LayerKind, Measured } from '../layer.js';

/** Options of `standardize`. */
export interface Standardize {
  type: 'standardize';
}

/** What one can be divided by in float32. */
const LEAST = 1e-38;

/**
 * (x − mean)·scale, feature by feature, with the mean and 1 / standard deviation of the records of the fit. A constant
 * feature is centred and not stretched, so that it neither divides by zero nor makes a novel value look enormous. First layer
 * only.
 */
export const standardize: LayerKind<Standardize, tf.Tensor, [tf.Tensor, tf.Tensor]> = {
  outputShape: (_, shape) => shape,
  weights: (_, shape) => [
    { name: 'mean', shape, fanIn: 0, role: 'statistic' },
    { name: 'scale', shape, fanIn: 0, initial: 1, role: 'statistic' },
  ],
  forward: (_, input, [mean, scale]) => ({
    output: tf.mul(tf.sub(input, mean), scale),
    backward: (gradient, needsInput) => ({
      ...(needsInput ? { input: tf.mul(gradient, scale) } : {}),
      weights: [null, null],
    }),
  }),
  emit: (_, graph, unsettled, { shared }) => {
    const input = settle(graph, unsettled);
    const [mean, scale] = shared!;
    const centred = graph.node('Sub', [input.name, graph.constant(mean)]);
    return { ...input, name: graph.node('Mul', [centred, graph.constant(scale)]) };
  },
  measure: (_, _shape, { features }: Measured) => {
    const size = features.data.length / features.count;
    const { mean, deviation } = columnMoments(features.data, features.count, size);
    return [Float32Array.from(mean), Float32Array.from(deviation, (sd) => (sd > LEAST ? 1 / sd : 1))];
  },
};
