import type { Labels } from '../likelihoods/labels.js';
import { permutation } from '../tensors/random.js';
import { STREAMS } from '../tensors/streams.js';

/**
 * Cuts labelled records into parts of nearly equal size, at random. Where each record has one class, the parts have nearly as
 * many of each, and of a class with two records at least no part has all.
 *
 * @param labels [N] indices of classes, or [N, T]
 * @param folds 2 … N
 * @returns [N] the part of each record, 0 … folds − 1
 */
export function foldsOf(labels: Labels, count: number, folds: number, seed: number): Int32Array {
  const order = Array.from(permutation(count, seed, STREAMS.folds));
  if (labels instanceof Int32Array) order.sort((a, b) => labels[a]! - labels[b]!); // stable: at random within a class
  const result = new Int32Array(count);
  order.forEach((record, place) => {
    result[record] = place % folds;
  });
  return result;
}
