import { z } from 'zod';
import { BY_PLACE, drawnShortlist, normalize, placesOf } from './drawn.js';
import { kMeans } from './k-means.js';
import { defineSelection, shortlistOf } from './selection.js';
import { squaredDistance, type Vectors } from './vectors.js';

const options = z.object({
  shortlist: drawnShortlist(10_000),
  clusters: z.int().min(1).max(10_000).default(500).describe('Clusters at most'),
  neighbours: z.int().min(1).max(1_000).default(20).describe('Nearest neighbours that say how typical a record is'),
  smallest: z.int().min(1).max(1_000).default(5).describe('Clusters of this size or less are left out'),
  normalize: normalize(true),
});

/** Places of a cluster without a label, how many labels it has, and records in all. */
interface Group {
  open: number[];
  labels: number;
  size: number;
}

/** Keeps the typicality of a record that lies on its neighbours finite. */
const LEAST = 1e-5;

/**
 * TypiClust: as many clusters as there will be labels, and of those with the fewest labels, the largest first, the most
 * typical record.
 *
 *     typicality = 1 / ( mean distance to the nearest neighbours in its cluster + 10⁻⁵ )
 *
 * @source Hacohen et al. 2022, arXiv:2202.02794, algorithm 1; distances are not squared, as the text has it and the
 *   authors' code has not
 */
export const typiClust = defineSelection({
  id: 'typi-clust',
  title: 'TypiClust',
  description: 'Asks the most typical record of each cluster that has no label yet.',
  formula: 'argmax 1 / mean distance to its neighbours, cluster by cluster',
  when: 'The first rounds, with vectors that mean something (a pretrained encoder).',
  cost: 'Clusters times candidates distances, up to 50 times; then all distances within a cluster.',
  source: 'arXiv:2202.02794',
  ...BY_PLACE,
  options,
  batch: {
    reads: ['features', 'labelled'],
    shortlist: shortlistOf,
    choose(shortlist, k, seed, { clusters, neighbours, smallest, normalize: byDirection }) {
      const { open, known } = placesOf(shortlist, byDirection);
      const all = joined(open, known);
      const { centres, clusterN } = kMeans(all, Math.min((known?.count ?? 0) + k, clusters), seed);
      const groups = Array.from({ length: centres.count }, (): Group => ({ open: [], labels: 0, size: 0 }));
      clusterN.forEach((cluster, n) => {
        const group = groups[cluster]!;
        group.size++;
        if (n < open.count) group.open.push(n);
        else group.labels++;
      });
      const large = groups.filter(({ size }) => size > smallest);
      const eligible = (large.length > 0 ? large : groups).filter((group) => group.open.length > 0);
      const chosen: number[] = [];
      while (chosen.length < Math.min(k, open.count)) {
        const left = eligible.filter((group) => group.open.length > 0);
        const from = left.length > 0 ? left : groups.filter((group) => group.open.length > 0);
        const group = from.reduce((best, own) =>
          own.labels < best.labels || (own.labels === best.labels && own.size > best.size) ? own : best,
        );
        const best = mostTypical(open, group.open, neighbours);
        chosen.push(best);
        group.open = group.open.filter((n) => n !== best);
        group.labels++;
      }
      return chosen;
    },
  },
});

function joined(a: Vectors, b?: Vectors): Vectors {
  if (!b) return a;
  const dataND = new Float32Array(a.dataND.length + b.dataND.length);
  dataND.set(a.dataND);
  dataND.set(b.dataND, a.dataND.length);
  return { count: a.count + b.count, width: a.width, dataND };
}

function mostTypical(points: Vectors, members: number[], neighbours: number): number {
  const near = Math.min(neighbours, Math.max(1, Math.floor(members.length / 2)), members.length - 1);
  if (near < 1) return members[0]!;
  const typicality = members.map((i) => {
    const distances = Float64Array.from(members, (j) => Math.sqrt(squaredDistance(points, i, points, j))).sort();
    let sum = 0;
    for (let r = 1; r <= near; r++) sum += distances[r]!; // the first is the point itself
    return 1 / (sum / near + LEAST);
  });
  return members[typicality.indexOf(Math.max(...typicality))]!;
}
