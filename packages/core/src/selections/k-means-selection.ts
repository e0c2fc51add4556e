import { z } from 'zod';
import { BY_PLACE, drawnShortlist } from './drawn.js';
import { kMeans } from './k-means.js';
import { defineSelection, shortlistOf } from './selection.js';

/**
 * The records nearest to the centres of k clusters, the largest cluster first.
 *
 * @source Zhdanov 2019, arXiv:1901.05954, without the weights by informativeness
 */
export const kMeansSelection = defineSelection({
  id: 'k-means',
  title: 'Centres of clusters',
  description: 'Sorts the records into as many clusters as there are questions and asks the one at the centre of each.',
  formula: 'the nearest to each of k centres',
  when: 'The first round, before a model knows anything; the vectors have to mean something.',
  cost: 'k distances for each candidate, up to 50 times.',
  source: 'arXiv:1901.05954',
  ...BY_PLACE,
  options: z.object({
    shortlist: drawnShortlist(10_000),
  }),
  batch: {
    reads: ['features'],
    shortlist: shortlistOf,
    choose({ vectors }, k, seed) {
      const { centres, clusterN, distanceN } = kMeans(vectors!, k, seed);
      const members = Array.from({ length: centres.count }, (): number[] => []);
      clusterN.forEach((cluster, n) => {
        members[cluster]!.push(n);
      });
      const order = members.filter(({ length }) => length > 0).sort((a, b) => b.length - a.length);
      for (const own of order) own.sort((a, b) => distanceN[a]! - distanceN[b]!);
      // Fewer clusters than questions, as with records that are all the same: each gives its next.
      const chosen: number[] = [];
      for (let turn = 0; chosen.length < Math.min(k, vectors!.count); turn++)
        for (const own of order) if (turn < own.length && chosen.length < k) chosen.push(own[turn]!);
      return chosen;
    },
  },
});
