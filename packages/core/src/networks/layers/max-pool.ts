import * as tf from '@tensorflow/tfjs-core';
import { CoreError } from '../../errors.js';
import { toPlanes } from '../drawn-value.js';
import type { LayerKind } from '../layer.js';

/** Options of `max-pool`. */
export interface MaxPool {
  type: 'max-pool';
  /** Side of the square windows, which do not overlap; what is left over at the edge is dropped. */
  size: number;
}

/** The largest value of each window. Of several that are largest one gets the gradient: the first natively, else the last. */
export const maxPool: LayerKind<MaxPool, tf.Tensor4D> = {
  outputShape: ({ size }, [h = 0, w = 0, c = 0]) => {
    if (h < size || w < size) {
      throw new CoreError(
        'input_too_small',
        `Pooling by ${size} needs at least ${size} × ${size} values; ${h} × ${w} are left. Choose a smaller network.`,
      );
    }
    return [Math.floor(h / size), Math.floor(w / size), c];
  },
  weights: () => [],
  forward: ({ size }, x) => {
    const output = tf.maxPool(x, size, size, 'valid');
    return {
      output,
      backward: (gradient, needsInput) => ({
        ...(needsInput ? { input: gradientOf(x, output, gradient, size) } : {}),
        weights: [],
      }),
    };
  },
  emit: ({ size }, graph, input) => {
    const planes = toPlanes(graph, input);
    const name = graph.node('MaxPool', [planes.name], { kernel_shape: [size, size], strides: [size, size] });
    return { ...planes, name, shape: maxPool.outputShape({ type: 'max-pool', size }, input.shape) };
  },
};

/** The pooling kernel's own gradient, which every backend has; `tf.grad` would run the pooling once more. */
function gradientOf(input: tf.Tensor4D, output: tf.Tensor4D, dy: tf.Tensor4D, size: number): tf.Tensor {
  const attributes = { filterSize: [size, size], strides: [size, size], pad: 'valid' };
  return tf.engine().runKernel<tf.Tensor>('MaxPoolGrad', { dy, input, output }, attributes);
}
