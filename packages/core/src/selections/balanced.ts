import { z } from 'zod';
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
 * @source Settles 2009, Active Learning Literature Survey, section 6.3, on skewed classes
 */
export const classBalanced = defineSelection({
  id: 'class-balanced',
  title: 'Highest scores of each class',
  description: 'Asks the highest scores of each class that the model predicts, one class after the other.',
  formula: 'top k/C of each argmax_c m_c',
  when: 'One class swamps the others. The classes are the model’s guesses, which are poor at first.',
  cost: 'One pass over the shortlist.',
  source: 'Settles 2009',
  options: z.object({ shortlist: size }),
  key: byScore,
  batch: {
    reads: ['predictions'],
    shortlist: shortlistOf,
    choose: (shortlist, k) => inTurn(classesOf(shortlist), k),
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
  options: z.object({ shortlist: size }),
  key: byScore,
  batch: {
    reads: ['hidden'],
    shortlist: shortlistOf,
    choose: ({ vectors }, k, seed) => inTurn(kMeans(vectors!, k, seed).clusterN, k),
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

/** Places, best first within each group, one of each group in turn. */
function inTurn(groupN: Int32Array, k: number): number[] {
  const groups = new Map<number, number[]>();
  groupN.forEach((group, n) => {
    const members = groups.get(group);
    if (members) members.push(n);
    else groups.set(group, [n]);
  });
  const chosen: number[] = [];
  for (let turn = 0; chosen.length < Math.min(k, groupN.length); turn++)
    for (const members of groups.values()) if (turn < members.length && chosen.length < k) chosen.push(members[turn]!);
  return chosen;
}
