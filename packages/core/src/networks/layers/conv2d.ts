import * as tf from '@tensorflow/tfjs-core';
import { CoreError } from '../../errors.js';
import { type HostTensor, sizeOf } from '../../tensors/state.js';
import { type DrawnValue, perDraw, toPlanes } from '../drawn-value.js';
import type { GraphBuilder } from '../graph-builder.js';
import { ofDraw } from '../kernels.js';
import type { LayerKind } from '../layer.js';

/** Options of a convolution. */
export interface Conv2d {
  type: 'conv2d';
  filters: number;
  /** Side of the square kernel. */
  kernel: number;
  /** `valid` (default) shrinks the picture by kernel − 1; `same` keeps its size by zeros around it. */
  padding?: 'valid' | 'same';
}

/**
 * Convolution of [N, h, w, c] with [k, k, c, filters]. The gradients are written as ordinary forward convolutions, which
 * run more than twice as fast as the gradient kernels and exist on every backend: for the kernel with the batch and
 * channel axes exchanged, for the input with the padded gradient and the reversed kernel.
 */
export const conv2d: LayerKind<Conv2d, tf.Tensor4D, [tf.Tensor4D, tf.Tensor1D]> = {
  isLinear: true,
  outputShape: ({ filters, kernel, padding }, [h = 0, w = 0]) => {
    if (padding === 'same') return [h, w, filters];
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
  forward: (spec, input, [kernel, bias]) => {
    const pads = padsOf(spec);
    const x = padded(input, pads);
    return {
      output: tf.add(tf.conv2d(x, kernel, 1, 'valid'), bias),
      backward: (dy, needsInput) => ({
        ...(needsInput ? { input: inputGradient(dy, kernel, pads) } : {}),
        weights: [kernelGradient(x, dy), tf.sum(dy, [0, 1, 2])],
      }),
      squares: (dy) => [kernelSquares(x, dy, kernel.shape), tf.sum(tf.square(tf.sum(dy, [1, 2])), 0)],
    };
  },
  emit: (spec, graph, input, layer) => {
    if (layer.shared && isMaskedByChannel(input)) return emitMixed(spec, graph, input, layer.shared);
    const planes = toPlanes(graph, input);
    const shape = conv2d.outputShape(spec, input.shape);
    const [before, after] = padsOf(spec);
    const convolve = (name: string, kernel: HostTensor, bias: HostTensor) =>
      graph.node('Conv', [name, graph.constant(toOihw(kernel)), graph.constant(bias)], {
        pads: [before, before, after, after],
      });
    if (layer.drawn) {
      const [kernel, bias] = layer.drawn;
      const name = perDraw(graph, planes, (draw, own) => convolve(own, ofDraw(kernel, draw), ofDraw(bias, draw)));
      return { name, isDrawn: true, isPlanes: true, shape };
    }
    const [kernel, bias] = layer.shared!;
    return { ...planes, name: convolve(planes.name, kernel, bias), shape };
  },
};

/** Whether all draws see the same picture but for a mask of its channels. */
const isMaskedByChannel = ({ isDrawn, folded, shape }: DrawnValue) =>
  !isDrawn &&
  folded !== undefined &&
  folded.shape.at(-1) === folded.data.length / folded.shape[0]! &&
  shape.length === 3;

/**
 * A convolution is a sum over its input channels, so that masks [S, c] of those can come after it: each channel is
 * convolved once for all draws, and one product with the masks gives the sum of each draw.
 */
function emitMixed(
  spec: Conv2d,
  graph: GraphBuilder,
  { folded, ...value }: DrawnValue,
  [kernel, bias]: [HostTensor, HostTensor],
): DrawnValue {
  const { filters } = spec;
  const planes = toPlanes(graph, value);
  const channels = value.shape[2]!;
  const shape = conv2d.outputShape(spec, value.shape);
  const [before, after] = padsOf(spec);
  const each = graph.node('Conv', [planes.name, graph.constant(byChannel(kernel))], {
    pads: [before, before, after, after],
    group: channels,
  });
  const split = graph.node('Reshape', [each, graph.ints([-1, channels, sizeOf(shape)])]);
  const first = graph.node('Transpose', [split], { perm: [1, 0, 2] });
  const rows = graph.node('Reshape', [first, graph.ints([channels, -1])]);
  const masks = graph.constant({ shape: [graph.samples, channels], data: folded!.data });
  const sums = graph.node('MatMul', [masks, rows]);
  const laid = graph.node('Reshape', [sums, graph.ints([-1, filters, shape[0]!, shape[1]!])]);
  const name = graph.node('Add', [laid, graph.constant({ shape: [filters, 1, 1], data: bias.data })]);
  return { name, isDrawn: true, isPlanes: true, shape };
}

/** [h, w, in, out] → [in · out, 1, h, w]: kernels of a convolution that keeps its input channels apart. */
function byChannel(kernel: HostTensor): HostTensor {
  const [h = 0, w = 0, i = 0, o = 0] = kernel.shape;
  const { data } = toOihw(kernel);
  const apart = new Float32Array(data.length);
  const size = h * w;
  for (let to = 0; to < o; to++)
    for (let from = 0; from < i; from++)
      apart.set(data.subarray((to * i + from) * size, (to * i + from + 1) * size), (from * o + to) * size);
  return { shape: [i * o, 1, h, w], data: apart };
}

/** Zeros before and after each axis; an even kernel has one more after, as in TensorFlow. */
const padsOf = ({ kernel, padding }: Conv2d): [number, number] =>
  padding === 'same' ? [Math.floor((kernel - 1) / 2), Math.ceil((kernel - 1) / 2)] : [0, 0];

const padded = (x: tf.Tensor4D, pads: [number, number]) =>
  pads[1] === 0 ? x : tf.pad(x, [[0, 0], pads, pads, [0, 0]]);

const kernelGradient = (x: tf.Tensor4D, dy: tf.Tensor4D) => {
  const swapped = tf.conv2d(tf.transpose(x, [3, 1, 2, 0]), tf.transpose(dy, [1, 2, 0, 3]), 1, 'valid');
  return tf.transpose(swapped, [1, 2, 0, 3]);
};

/** Records whose patches lie in memory at a time. */
const PATCHED = 16;

/** Σ_i g_i²: each record's own kernel gradient is one product of its patches [h·w, k·k·c] with its gradient [h·w, filters]. */
function kernelSquares(x: tf.Tensor4D, dy: tf.Tensor4D, shape: tf.Tensor4D['shape']): tf.Tensor {
  const [side, , channels] = shape;
  const [count, h, w, filters] = dy.shape;
  let sum: tf.Tensor = tf.zeros([side * side * channels, filters]);
  for (let at = 0; at < count; at += PATCHED) {
    const records = Math.min(PATCHED, count - at);
    sum = tf.tidy(() => {
      const part = tf.slice(x, at, records);
      const shifts = Array.from({ length: side * side }, (_, i) =>
        tf.slice(part, [0, Math.floor(i / side), i % side, 0], [records, h, w, channels]),
      );
      const patches = tf.reshape(tf.concat(shifts, 3), [records, h * w, side * side * channels]);
      const own = tf.matMul(patches, tf.reshape(tf.slice(dy, at, records), [records, h * w, filters]), true, false);
      return tf.add(sum, tf.sum(tf.square(own), 0));
    });
  }
  return tf.reshape(sum, shape);
}

const inputGradient = (dy: tf.Tensor4D, kernel: tf.Tensor4D, [before, after]: [number, number]) => {
  const side = kernel.shape[0] - 1;
  const spread = padded(dy, [side - before, side - after]);
  return tf.conv2d(spread, tf.transpose(tf.reverse(kernel, [0, 1]), [0, 1, 3, 2]), 1, 'valid');
};

/** [h, w, in, out] → [out, in, h, w], as ONNX has it. */
function toOihw({ shape, data }: HostTensor): HostTensor {
  const [h = 0, w = 0, i = 0, o = 0] = shape;
  const result = new Float32Array(data.length);
  for (let y = 0; y < h; y++)
    for (let x = 0; x < w; x++)
      for (let from = 0; from < i; from++)
        for (let to = 0; to < o; to++)
          result[((to * i + from) * h + y) * w + x] = data[((y * w + x) * i + from) * o + to]!;
  return { shape: [o, i, h, w], data: result };
}
