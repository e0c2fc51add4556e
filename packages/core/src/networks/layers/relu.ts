import * as tf from '@tensorflow/tfjs-core';
import type { LayerKind } from '../layer.js';

/** Options of `relu`. */
export interface Relu {
  type: 'relu';
}

/** max(x, 0). */
export const relu: LayerKind<Relu> = {
  outputShape: (_, shape) => shape,
  weights: () => [],
  forward: (_, input) => {
    const output = tf.relu(input);
    return {
      output,
      // The output is nowhere negative, so that its sign is the derivative.
      backward: (gradient, needsInput) => ({
        ...(needsInput ? { input: tf.mul(gradient, stepOf(output)) } : {}),
        weights: [],
      }),
    };
  },
  emit: (_, graph, input) => ({ ...input, name: graph.node('Relu', [input.name]) }),
};

/** One kernel natively; WebAssembly has no Sign. */
const stepOf = (output: tf.Tensor) =>
  tf.getBackend() === 'tensorflow' ? tf.sign(output) : tf.cast(tf.greater(output, 0), 'float32');
