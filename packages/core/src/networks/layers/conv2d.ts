import * as tf from '@tensorflow/tfjs-core';
import { CoreError } from '../../errors.js';
import type { LayerKind } from '../layer.js';

export interface Conv2d {
  type: 'conv2d';
  filters: number;
  /** Side of the square kernel. No padding. */
  kernel: number;
}

/**
 * Convolution of [N, h, w, c] with [k, k, c, filters]. The gradients are written as ordinary forward convolutions, which
 * run more than twice as fast as the gradient kernels and exist on every backend: for the kernel with the batch and
 * channel axes exchanged, for the input with the padded gradient and the reversed kernel.
 */
export const conv2d: LayerKind<Conv2d> = {
  outputShape: ({ filters, kernel }, [h = 0, w = 0]) => {
    if (h < kernel || w < kernel) {
      throw new CoreError(
        'input_too_small',
        `A ${kernel} × ${kernel} convolution needs at least as many values; ${h} × ${w} are left. Choose a smaller network.`,
      );
    }
    return [h - kernel + 1, w - kernel + 1, filters];
  },
  weights: ({ filters, kernel }, [, , c = 0]) => [
    { name: 'kernel', shape: [kernel, kernel, c, filters], fanIn: kernel * kernel * c },
    { name: 'bias', shape: [filters], fanIn: 0 },
  ],
  forward: (_, input, weights) => {
    const x = input as tf.Tensor4D;
    const [kernel, bias] = weights as [tf.Tensor4D, tf.Tensor1D];
    return {
      output: tf.add(tf.conv2d(x, kernel, 1, 'valid'), bias),
      backward: (gradient, needsInput) => {
        const dy = gradient as tf.Tensor4D;
        return {
          ...(needsInput ? { input: inputGradient(dy, kernel) } : {}),
          weights: [kernelGradient(x, dy), tf.sum(dy, [0, 1, 2])],
        };
      },
    };
  },
  emit: (spec, graph, input, layer) => {
    const planes = graph.toPlanes(input);
    const shape = conv2d.outputShape(spec, input.shape);
    if (layer.drawn) {
      const [kernel, bias] = layer.drawn as [(typeof layer.drawn)[0], (typeof layer.drawn)[0]];
      const names = graph.perDraw(planes, (draw, name) =>
        graph.node('Conv', [
          name,
          graph.constant(toOihw(graph.at(kernel, draw))),
          graph.constant(graph.at(bias, draw)),
        ]),
      );
      return { name: names, isDrawn: true, isPlanes: true, shape };
    }
    const [kernel, bias] = layer.shared!;
    const name = graph.node('Conv', [planes.name, graph.constant(toOihw(kernel!)), graph.constant(bias!)]);
    return { ...planes, name, shape };
  },
};

const kernelGradient = (x: tf.Tensor4D, dy: tf.Tensor4D) => {
  const swapped = tf.conv2d(tf.transpose(x, [3, 1, 2, 0]), tf.transpose(dy, [1, 2, 0, 3]), 1, 'valid');
  return tf.transpose(swapped, [1, 2, 0, 3]);
};

const inputGradient = (dy: tf.Tensor4D, kernel: tf.Tensor4D) => {
  const [kh, kw] = kernel.shape;
  const padded = tf.pad(dy, [
    [0, 0],
    [kh - 1, kh - 1],
    [kw - 1, kw - 1],
    [0, 0],
  ]);
  return tf.conv2d(padded, tf.transpose(tf.reverse(kernel, [0, 1]), [0, 1, 3, 2]), 1, 'valid');
};

/** [h, w, in, out] → [out, in, h, w], as ONNX has it. */
function toOihw({ shape, data }: { shape: number[]; data: Float32Array }) {
  const [h, w, i, o] = shape as [number, number, number, number];
  const result = new Float32Array(data.length);
  for (let y = 0; y < h; y++)
    for (let x = 0; x < w; x++)
      for (let from = 0; from < i; from++)
        for (let to = 0; to < o; to++)
          result[((to * i + from) * h + y) * w + x] = data[((y * w + x) * i + from) * o + to]!;
  return { shape: [o, i, h, w], data: result };
}
