import { permutation } from '../tensors/random.js';
import { STREAMS } from '../tensors/streams.js';

/**
 * The records that are labelled before the first round.
 *
 * @param count how many
 * @param isBalanced as many of each class, as far as that goes
 * @returns places in the pool
 */
export function startOf(
  labels: ArrayLike<number>,
  classes: number,
  count: number,
  isBalanced: boolean,
  seed: number,
): number[] {
  const order = Array.from(permutation(labels.length, seed, STREAMS.simulationStart));
  if (!isBalanced) return order.slice(0, count);
  const each = Math.ceil(count / classes);
  const taken = new Int32Array(classes);
  const chosen = order.filter((index) => {
    const label = labels[index]!;
    taken[label] = taken[label]! + 1;
    return taken[label]! <= each;
  });
  // Of a class that is one too many for the count, the last ones go.
  return chosen.slice(0, count);
}

/**
 * A fresh random part of the pool for one round; all of it where it is no larger.
 *
 * @param together records side by side that come in or stay out together
 * @returns places in the pool, in their order
 */
export function candidatesOf(total: number, most: number, together: number, seed: number, round: number): Int32Array {
  const groups = permutation(Math.ceil(total / together), seed, STREAMS.simulationCandidates, round);
  const chosen = groups.subarray(0, Math.min(groups.length, Math.ceil(most / together))).sort();
  return Int32Array.from(
    [...chosen].flatMap((group) => Array.from({ length: together }, (_, copy) => group * together + copy)),
  ).filter((place) => place < total);
}
