import * as tf from '@tensorflow/tfjs-core';
import type { Forward } from '../networks/layer.js';
import { kindOf } from '../networks/layers/index.js';
import type { LayerPlace } from '../networks/network.js';
import { fillNormals, type Random } from '../tensors/random.js';

/** Keeps the root of a variance, and what is divided by it, away from zero. */
const LEAST = 1e-12;

/**
 * Local reparametrisation: of a layer that is linear in independent Gaussian weights the outputs are Gaussian, and are
 * drawn in their place, each record with noise of its own, which makes the gradients steadier.
 *
 *     output = f(x; μ) + √f(x²; σ²) · ε
 *
 * @param variances σ² of the weights, in the order of the layer
 * @source Kingma et al. 2015, arXiv:1506.02557
 */
export function localNoise(
  { spec }: LayerPlace,
  input: tf.Tensor,
  means: tf.Tensor[],
  variances: tf.Tensor[],
  stream: Random,
): Forward {
  const kind = kindOf(spec);
  const mean = kind.forward(spec, input, means, {});
  const variance = kind.forward(spec, tf.square(input), variances, {});
  const deviation = tf.sqrt(tf.add(variance.output, LEAST));
  const noise = tf.tensor(fillNormals(new Float32Array(deviation.size), stream), deviation.shape);
  return {
    output: tf.add(mean.output, tf.mul(deviation, noise)),
    backward(gradient, needsInput) {
      const ofMean = mean.backward(gradient, needsInput);
      const ofVariance = variance.backward(tf.div(tf.mul(gradient, noise), tf.mul(2, deviation)), needsInput);
      const inputGradient = needsInput && tf.add(ofMean.input!, tf.mul(ofVariance.input!, tf.mul(2, input)));
      return {
        ...(inputGradient ? { input: inputGradient } : {}),
        weights: ofMean.weights,
        variances: ofVariance.weights,
      };
    },
  };
}
