import * as tf from '@tensorflow/tfjs-core';
import { dropoutMask, type Random } from '../../tensors/random.js';
import { sizeOf } from '../../tensors/state.js';
import { deferMask, settle, toPlanes } from '../drawn-value.js';
import type { LayerKind } from '../layer.js';

/** Options of `dropout`. */
export interface Dropout {
  type: 'dropout';
  /** Probability of a zero, in [0, 1). */
  rate: number;
  /** The rate is a weight, `logit`, that begins at `rate`: concrete dropout. */
  isLearned?: boolean;
  /** A mask has one value for all of a channel, as neighbouring pixels would give away what one of them hides. */
  isByChannel?: boolean;
}

/** Shape of the mask of one record, which meets values of `shape`. */
export const maskShapeOf = ({ isByChannel }: Dropout, shape: number[]): number[] =>
  isByChannel ? shape.map((size, axis) => (axis === shape.length - 1 ? size : 1)) : shape;

/** How soft the learned masks are; 0 would be zeros and ones, without a gradient. */
const TEMPERATURE = 0.1;

/**
 * Multiplies by a mask of zeros and 1 / (1 − rate): a new one for each record in training, one a draw afterwards.
 *
 * While its rate p is learned, a mask is soft, so that the loss has a gradient with respect to p:
 *
 *     mask = (1 − z) / (1 − p),   z = σ( (logit p + logit u) / t ),   u uniform
 *
 * @source Gal, Hron, Kendall 2017, arXiv:1705.07832, for the learned rate; Tompson et al. 2015, arXiv:1411.4280, for channels
 */
export const dropout: LayerKind<Dropout> = {
  outputShape: (_, shape) => shape,
  weights: ({ rate, isLearned }) =>
    isLearned ? [{ name: 'logit', shape: [], fanIn: 0, initial: Math.log(rate / (1 - rate)), role: 'point' }] : [],
  forward: (spec, input, weights, { random, mask: given }) => {
    const shape = [input.shape[0]!, ...maskShapeOf(spec, input.shape.slice(1))];
    if (spec.isLearned && random && !given) return softened(input, shape, weights[0]!, random);
    const { rate } = spec;
    const mask = given ?? (random && rate > 0 ? tf.tensor(dropoutMask(sizeOf(shape), rate, random), shape) : null);
    const none = weights.map(() => null);
    if (!mask) return { output: input, backward: (gradient) => ({ input: gradient, weights: none }) };
    return {
      output: tf.mul(input, mask),
      backward: (gradient, needsInput) => ({ ...(needsInput ? { input: tf.mul(gradient, mask) } : {}), weights: none }),
    };
  },
  // The mask costs nothing where a dense layer follows: it is folded into that layer's kernel.
  emit: ({ rate, isByChannel }, graph, input, { mask, fresh }) => {
    if (!mask) return input;
    if (!fresh || !input.isDrawn) return deferMask(graph, input, mask);
    const isOfChannels = isByChannel && input.shape.length === 3;
    const { name, ...value } = isOfChannels ? toPlanes(graph, input) : settle(graph, input);
    const each = isOfChannels ? graph.node('GlobalMaxPool', [name]) : name;
    const uniform = graph.randomLike(each, fresh.seed);
    const kept = graph.node('Cast', [graph.node('GreaterOrEqual', [uniform, graph.scalar(rate)])], { to: 1 });
    const scaled = graph.node('Mul', [kept, graph.scalar(1 / (1 - rate))]);
    return { ...value, name: graph.node('Mul', [name, scaled]) };
  },
};

function softened(input: tf.Tensor, shape: number[], logit: tf.Tensor, random: Random) {
  const uniform = Float32Array.from({ length: sizeOf(shape) }, () => {
    const u = (random.uint32() + 0.5) / 2 ** 32;
    return Math.log(u / (1 - u));
  });
  const z = tf.sigmoid(tf.div(tf.add(tf.tensor(uniform, shape), logit), TEMPERATURE));
  const p = tf.sigmoid(logit);
  const mask = tf.div(tf.sub(1, z), tf.sub(1, p));
  return {
    output: tf.mul(input, mask),
    backward: (gradient: tf.Tensor) => ({
      input: tf.mul(gradient, mask),
      // d mask / d logit = mask · (p − z/t)
      weights: [tf.sum(tf.mul(tf.mul(tf.mul(gradient, input), mask), tf.sub(p, tf.div(z, TEMPERATURE))))],
    }),
  };
}
