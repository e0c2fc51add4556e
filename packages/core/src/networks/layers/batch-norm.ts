import * as tf from '@tensorflow/tfjs-core';
import type { LayerKind } from '../layer.js';
import { emitGainAndShift, gainAndShift, gradientsOfGainAndShift, squaresOfGainAndShift } from './gain-and-shift.js';

/** Options of `batch-norm`. */
export interface BatchNorm {
  type: 'batch-norm';
}

/** Added to a variance, so that a constant channel divides by something. */
const EPSILON = 1e-5;

/**
 * Batch normalisation of [N, …, c], each channel by itself:
 *
 *     gain · (x − mean) / √(variance + ε) + shift
 *
 * In training, mean and variance are those of the minibatch, and the gradient goes through them. They are handed out as
 * statistics, the variance times n/(n − 1), as the n values of a minibatch vary less than all do. Otherwise the running
 * statistics are used, which nobody learns: so also for a minibatch with a single value in each channel, which has no
 * variance and hands out nothing.
 *
 * `squares` takes the gradient with respect to the output as given: through the minibatch's statistics the records depend
 * on each other, so that a record's gradient here, and in the layers before, is its part of the sum and not what it would
 * be on its own.
 *
 * @source Ioffe and Szegedy 2015, arXiv:1502.03167
 */
export const batchNorm: LayerKind<BatchNorm, tf.Tensor, [tf.Tensor1D, tf.Tensor1D, tf.Tensor1D, tf.Tensor1D]> = {
  outputShape: (_, shape) => shape,
  weights: (_, shape) => [
    ...gainAndShift(shape),
    { name: 'mean', shape: shape.slice(-1), fanIn: 0, role: 'statistic' },
    { name: 'variance', shape: shape.slice(-1), fanIn: 0, initial: 1, role: 'statistic' },
  ],
  forward: (_, input, [gain, shift, running, runningVariance], { isTraining }) => {
    const x = tf.reshape(input, [-1, input.shape.at(-1)!]);
    const count = x.shape[0]!;
    const isMeasured = isTraining && count > 1;
    const mean = isMeasured ? tf.mean(x, 0) : running;
    const centred = tf.sub(x, mean);
    const variance = isMeasured ? tf.mean(tf.square(centred), 0) : runningVariance;
    const scale = tf.rsqrt(tf.add(variance, EPSILON));
    const normal = tf.mul(centred, scale);
    return {
      output: tf.reshape(tf.add(tf.mul(normal, gain), shift), input.shape),
      backward: (gradient, needsInput) => {
        const [ofGain, ofShift] = gradientsOfGainAndShift(normal, gradient);
        const weights = [ofGain, ofShift, null, null];
        if (!needsInput) return { weights };
        const dy = tf.reshape(gradient, x.shape);
        // What every value does to the mean and the variance comes off.
        const own = isMeasured ? tf.sub(dy, tf.div(tf.add(ofShift, tf.mul(normal, ofGain)), count)) : dy;
        return { input: tf.reshape(tf.mul(own, tf.mul(scale, gain)), input.shape), weights };
      },
      squares: (gradient) => [...squaresOfGainAndShift(tf.reshape(normal, input.shape), gradient), null, null],
      ...(isMeasured ? { statistics: [null, null, mean, tf.mul(variance, count / (count - 1))] } : {}),
    };
  },
  emit: (_, graph, input, { shared, drawn }) => {
    const [gain, shift, mean, variance] = drawn ?? shared!;
    const scale = gain.data.map((value, i) => value / Math.sqrt(variance.data[i]! + EPSILON));
    const moved = shift.data.map((value, i) => value - mean.data[i]! * scale[i]!);
    const { shape } = gain;
    return emitGainAndShift(graph, input, { shape, data: scale }, { shape, data: moved });
  },
};
