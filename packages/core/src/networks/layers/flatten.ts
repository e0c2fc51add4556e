import * as tf from '@tensorflow/tfjs-core';
import { sizeOf } from '../../tensors/state.js';
import { toRows } from '../drawn-value.js';
import type { LayerKind } from '../layer.js';

/** Options of `flatten`. */
export interface Flatten {
  type: 'flatten';
}

/** [N, h, w, c] → [N, h·w·c]. */
export const flatten: LayerKind<Flatten> = {
  outputShape: (_, shape) => [sizeOf(shape)],
  weights: () => [],
  forward: (_, input) => ({
    output: tf.reshape(input, [input.shape[0]!, -1]),
    backward: (gradient, needsInput) => ({
      ...(needsInput ? { input: tf.reshape(gradient, input.shape) } : {}),
      weights: [],
    }),
  }),
  emit: (_, graph, input) => {
    const size = sizeOf(input.shape);
    const rows = toRows(input);
    return { ...rows, name: graph.node('Reshape', [rows.name, graph.ints([-1, size])]), shape: [size] };
  },
};
