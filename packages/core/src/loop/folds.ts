import { permutation } from '../tensors/random.js';
import { STREAMS } from '../tensors/streams.js';

/**
 * Deals records into folds, those of one group as evenly as can be, so that each fold looks like the whole.
 *
 * @param groupN [N] such as the class of each; the same for all where there are none
 * @param folds at least 2
 * @returns [N] the fold of each, in 0 … folds−1; sizes differ by 1 at most, and so do those of a group
 */
export function assignFolds(groupN: ArrayLike<number>, folds: number, seed: number): Int32Array {
  const foldN = new Int32Array(groupN.length);
  const byGroup = new Map<number, number[]>();
  for (const n of permutation(groupN.length, seed, STREAMS.folds)) {
    const group = groupN[n]!;
    byGroup.set(group, [...(byGroup.get(group) ?? []), n]);
  }
  let next = 0; // goes on from group to group, so that small ones do not all fall into the first fold
  for (const group of [...byGroup.keys()].sort((a, b) => a - b))
    for (const n of byGroup.get(group)!) foldN[n] = next++ % folds;
  return foldN;
}
