import * as tf from '@tensorflow/tfjs-core';
import { forward, type Network, placesOf, toTensor } from '../networks/network.js';
import type { Features } from '../tensors/features.js';
import type { Draws } from './posterior.js';

/**
 * One draw through the forward pass that training uses: the reference that compiled graphs are held against.
 *
 * @param draw in 0 … S−1
 * @returns [N, outputs]
 */
export function forwardDraw(network: Network, draws: Draws, draw: number, features: Features): Float32Array {
  return tf.tidy(() => {
    const weights: Record<string, tf.Tensor> = {};
    const masks = new Map<number, tf.Tensor>();
    for (const place of placesOf(network)) {
      const { shared, drawn, mask } = draws.layers[place.index]!;
      place.weights.forEach(({ key }, i) => {
        weights[key] = drawn ? tf.squeeze(tf.slice(toTensor(drawn[i]!), draw, 1), [0]) : toTensor(shared![i]!);
      });
      if (mask) masks.set(place.index, tf.slice(toTensor(mask), draw, 1));
    }
    const input = tf.tensor(Float32Array.from(features.data), [features.count, ...features.shape]);
    return forward(network, input, weights, { masks }).output.dataSync<'float32'>();
  });
}
