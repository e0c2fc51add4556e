import * as tf from '@tensorflow/tfjs-core';
import { settle } from '../drawn-value.js';
import type { LayerKind } from '../layer.js';

/** Options of `rescale`. */
export interface Rescale {
  type: 'rescale';
  scale: number;
  shift: number;
}

/** x·scale + shift: brings raw features, such as pixels of 0 … 255, to the range that a network likes. */
export const rescale: LayerKind<Rescale> = {
  outputShape: (_, shape) => shape,
  weights: () => [],
  forward: ({ scale, shift }, input) => ({
    output: tf.add(tf.mul(input, scale), shift),
    backward: (gradient, needsInput) => ({ ...(needsInput ? { input: tf.mul(gradient, scale) } : {}), weights: [] }),
  }),
  emit: ({ scale, shift }, graph, unsettled) => {
    const input = settle(graph, unsettled);
    const scaled = graph.node('Mul', [input.name, graph.scalar(scale)]);
    return { ...input, name: graph.node('Add', [scaled, graph.scalar(shift)]) };
  },
};
