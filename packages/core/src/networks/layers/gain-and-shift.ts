import * as tf from '@tensorflow/tfjs-core';
import type { HostTensor } from '../../tensors/state.js';
import { type DrawnValue, settle } from '../drawn-value.js';
import type { GraphBuilder } from '../graph-builder.js';
import { reorder } from '../kernels.js';
import type { WeightSpec } from '../layer.js';

/** What normalised values are multiplied by and moved by, one of each for every place of the last axis. */
export const gainAndShift = (shape: number[]): WeightSpec[] => {
  const channels = [shape.at(-1) ?? 1];
  return [
    { name: 'gain', shape: channels, fanIn: 0, initial: 1 },
    { name: 'shift', shape: channels, fanIn: 0 },
  ];
};

/**
 * Gradients of gain and shift, from those of gain·x̂ + shift.
 *
 * @param normal x̂, [N, …, c]
 * @param gradient of the same shape
 */
export function gradientsOfGainAndShift(normal: tf.Tensor, gradient: tf.Tensor): [tf.Tensor, tf.Tensor] {
  const dy = tf.reshape(gradient, [-1, gradient.shape.at(-1)!]);
  return [tf.sum(tf.mul(dy, tf.reshape(normal, dy.shape)), 0), tf.sum(dy, 0)];
}

/** Σ_i g_i² of gain and shift, where g_i is a record's own sum over its positions. Arguments as above. */
export function squaresOfGainAndShift(normal: tf.Tensor, gradient: tf.Tensor): [tf.Tensor, tf.Tensor] {
  const dy = tf.reshape(gradient, [gradient.shape[0]!, -1, gradient.shape.at(-1)!]);
  const squared = (each: tf.Tensor) => tf.sum(tf.square(tf.sum(each, 1)), 0);
  return [squared(tf.mul(dy, tf.reshape(normal, dy.shape))), squared(dy)];
}

/**
 * value·gain + shift in the graph, along the channels wherever they lie.
 *
 * @param gain [c], or [S, c] where each draw has its own
 * @param shift of the same shape
 */
export function emitGainAndShift(
  graph: GraphBuilder,
  unsettled: DrawnValue,
  gain: HostTensor,
  shift: HostTensor,
): DrawnValue {
  const value = settle(graph, unsettled);
  const { shape, order, isPlanes } = value;
  const { samples } = graph;
  const isEach = gain.shape.length > 1;
  const channels = shape.at(-1)!;
  const around = shape.slice(1).map(() => 1);
  const laidChannels = isPlanes ? [channels, ...around] : [...around, channels];
  const constant = (tensor: HostTensor) =>
    graph.constant({
      shape: isEach ? [samples, 1, ...laidChannels] : laidChannels,
      data: order ? reorder(tensor, order) : tensor.data,
    });
  const moved = (name: string) => graph.node('Add', [graph.node('Mul', [name, constant(gain)]), constant(shift)]);
  if (!isEach) return { ...value, name: moved(value.name) };
  const laid = isPlanes ? [channels, ...shape.slice(0, -1)] : shape;
  const split = graph.node('Reshape', [value.name, graph.ints([value.isDrawn ? samples : 1, -1, ...laid])]);
  return { ...value, name: graph.node('Reshape', [moved(split), graph.ints([-1, ...laid])]), isDrawn: true };
}
