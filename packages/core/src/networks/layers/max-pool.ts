import * as tf from '@tensorflow/tfjs-core';
import { CoreError } from '../../errors.js';
import type { LayerKind } from '../layer.js';

export interface MaxPool {
  type: 'max-pool';
  /** Side of the square windows, which do not overlap; what is left over at the edge is dropped. */
  size: number;
}

/** The largest value of each window. Where several are largest, all of them get the gradient on WebAssembly, one natively. */
export const maxPool: LayerKind<MaxPool> = {
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
  forward: ({ size }, input) => {
    const x = input as tf.Tensor4D;
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
    const planes = graph.toPlanes(input);
    const name = graph.node('MaxPool', [planes.name], { kernel_shape: [size, size], strides: [size, size] });
    return { ...planes, name, shape: maxPool.outputShape({ type: 'max-pool', size }, input.shape) };
  },
};

function gradientOf(input: tf.Tensor4D, output: tf.Tensor4D, gradient: tf.Tensor, size: number): tf.Tensor {
  if (tf.getKernel('MaxPoolGrad', tf.getBackend())) {
    const attributes = { filterSize: [size, size], strides: [size, size], pad: 'valid' };
    return tf
      .engine()
      .runKernel('MaxPoolGrad', { dy: gradient as tf.Tensor4D, input, output }, attributes) as tf.Tensor;
  }
  const [, h, w] = input.shape;
  const [, oh, ow] = output.shape;
  const spread = (small: tf.Tensor4D) => tf.image.resizeNearestNeighbor(small, [oh * size, ow * size]);
  const inside = tf.slice(input, [0, 0, 0, 0], [-1, oh * size, ow * size, -1]);
  const isLargest = tf.cast(tf.equal(inside, spread(output)), 'float32');
  const result = tf.mul(isLargest, spread(gradient as tf.Tensor4D));
  return tf.pad(result, [
    [0, 0],
    [0, h - oh * size],
    [0, w - ow * size],
    [0, 0],
  ]);
}
