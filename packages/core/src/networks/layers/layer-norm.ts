import * as tf from '@tensorflow/tfjs-core';
import { sizeOf } from '../../tensors/state.js';
import { settle } from '../drawn-value.js';
import type { GraphBuilder } from '../graph-builder.js';
import type { LayerKind } from '../layer.js';
import { emitGainAndShift, gainAndShift, gradientsOfGainAndShift, squaresOfGainAndShift } from './gain-and-shift.js';

/** Options of `layer-norm`. */
export interface LayerNorm {
  type: 'layer-norm';
}

/** Added to a variance, so that a constant record divides by something. */
const EPSILON = 1e-5;

/**
 * Layer normalisation of [N, …, c], each record by itself, over all of its values:
 *
 *     gain · (x − mean) / √(variance + ε) + shift
 *
 * Gain and shift lie along the last axis. Records do not meet, so that nothing has to be measured and training and use
 * are the same.
 *
 * @source Ba, Kiros, Hinton 2016, arXiv:1607.06450
 */
export const layerNorm: LayerKind<LayerNorm, tf.Tensor, [tf.Tensor1D, tf.Tensor1D]> = {
  outputShape: (_, shape) => shape,
  weights: (_, shape) => gainAndShift(shape),
  forward: (_, input, [gain, shift]) => {
    const x = tf.reshape(input, [input.shape[0]!, -1]);
    const centred = tf.sub(x, tf.mean(x, 1, true));
    const scale = tf.rsqrt(tf.add(tf.mean(tf.square(centred), 1, true), EPSILON));
    const rows = tf.mul(centred, scale);
    const normal = tf.reshape(rows, input.shape);
    return {
      output: tf.add(tf.mul(normal, gain), shift),
      backward: (gradient, needsInput) => {
        const weights = gradientsOfGainAndShift(normal, gradient);
        if (!needsInput) return { weights };
        const dy = tf.reshape(tf.mul(gradient, gain), x.shape);
        const along = tf.mul(rows, tf.mean(tf.mul(dy, rows), 1, true));
        const own = tf.sub(tf.sub(dy, tf.mean(dy, 1, true)), along);
        return { input: tf.reshape(tf.mul(own, scale), input.shape), weights };
      },
      squares: (gradient) => squaresOfGainAndShift(normal, gradient),
    };
  },
  emit: (_, graph, unsettled, { shared, drawn }) => {
    const input = settle(graph, unsettled);
    const [gain, shift] = drawn ?? shared!;
    const centred = graph.node('Sub', [input.name, meanOfRows(graph, input.name, input.shape)]);
    const variance = meanOfRows(graph, graph.node('Mul', [centred, centred]), input.shape);
    const deviation = graph.node('Sqrt', [graph.node('Add', [variance, graph.scalar(EPSILON)])]);
    return emitGainAndShift(graph, { ...input, name: graph.node('Div', [centred, deviation]) }, gain, shift);
  },
};

/**
 * The mean over all values of each record, [N, 1, …]. A product, not ReduceMean, which adds up in an order that follows
 * from where a row happens to lie.
 */
function meanOfRows(graph: GraphBuilder, name: string, shape: number[]): string {
  const size = sizeOf(shape);
  const rows = graph.node('Reshape', [name, graph.ints([-1, size])]);
  const share = graph.constant({ shape: [size, 1], data: new Float32Array(size).fill(1 / size) });
  return graph.node('Reshape', [graph.node('MatMul', [rows, share]), graph.ints([-1, ...shape.map(() => 1)])]);
}
