import { z } from 'zod';
import { EVERY_LIKELIHOOD } from '../suitable.js';
import { byDensity, density } from './density.js';
import { kMeans } from './k-means.js';
import { byScore, defineSelection, type Shortlist, shortlistOf } from './selection.js';

const size = z
  .int()
  .min(1)
  .max(1_000_000)
  .default(2_000)
  .describe('Candidates to choose from, those with the highest scores');

/**
 * The highest scores of each predicted class in turn.
 *
 * @source Settles 2009, Active Learning Literature Survey, section 6.3, on skewed classes; density: Settles and Craven 2008
 */
export const classBalanced = defineSelection({
  id: 'class-balanced',
  title: 'Highest scores of each class',
  description: 'Asks the highest scores of each class that the model predicts, one class after the other.',
  formula: 'top k/C of each argmax_c m_c',
  when: 'One class swamps the others. The classes are the model’s guesses, which are poor at first.',
  cost: 'One pass over the shortlist.',
  source: 'Settles 2009',
  likelihoods: ['categorical'],
  options: z.object({ shortlist: size, density }),
  key: byScore,
  batch: {
    reads: ['predictions', 'hidden'],
    shortlist: shortlistOf,
    choose: (shortlist, k, _, { density: beta }) => inTurn(classesOf(shortlist), byDensity(shortlist, beta), k),
  },
});

/**
 * The highest scores of each of k clusters in turn, the cluster with the highest score first.
 *
 * @source Citovsky et al. 2021, arXiv:2107.14263, section 3, with k-means in the place of agglomerative clusters
 */
export const clusterBalanced = defineSelection({
  id: 'cluster-balanced',
  title: 'Highest scores of each cluster',
  description: 'Sorts the records into as many clusters as there are questions and asks the highest score of each.',
  formula: 'top of each of k clusters',
  when: 'Large batches, vectors that mean something, an acquisition worth following.',
  cost: 'k distances for each candidate of the shortlist, up to 50 times.',
  source: 'arXiv:2107.14263',
  likelihoods: EVERY_LIKELIHOOD,
  options: z.object({ shortlist: size, density }),
  key: byScore,
  batch: {
    reads: ['hidden'],
    shortlist: shortlistOf,
    choose: (shortlist, k, seed, { density: beta }) =>
      inTurn(kMeans(shortlist.vectors!, k, seed).clusterN, byDensity(shortlist, beta), k),
  },
});

/** The most probable class of the mean prediction of each candidate. */
function classesOf({ predictions }: Shortlist): Int32Array {
  const { samples, count, outputs, outputsSNO } = predictions!;
  return Int32Array.from({ length: count }, (_, n) => {
    const mean = Array.from({ length: outputs }, (_, c) => {
      let sum = 0;
      for (let s = 0; s < samples; s++) sum += Math.exp(outputsSNO[(s * count + n) * outputs + c]!);
      return sum;
    });
    return mean.indexOf(Math.max(...mean));
  });
}

/** Places in the given order within each group, one of each group in turn. */
function inTurn(groupN: Int32Array, order: number[], k: number): number[] {
  const groups = new Map<number, number[]>();
  for (const n of order) {
    const members = groups.get(groupN[n]!);
    if (members) members.push(n);
    else groups.set(groupN[n]!, [n]);
  }
  const chosen: number[] = [];
  for (let turn = 0; chosen.length < Math.min(k, order.length); turn++)
    for (const members of groups.values()) if (turn < members.length && chosen.length < k) chosen.push(members[turn]!);
  return chosen;
}
