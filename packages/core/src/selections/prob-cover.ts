import { z } from 'zod';
import { BY_PLACE, drawnShortlist, normalize, placesOf } from './drawn.js';
import { kMeans } from './k-means.js';
import { defineSelection, shortlistOf } from './selection.js';
import { squaredDistance, type Vectors } from './vectors.js';

/** Balls whose records belong to one cluster by this share are pure enough. */
const PURITY = 0.95;
const STEPS = 12;
const PURITY_POINTS = 1_000;

const options = z.object({
  shortlist: drawnShortlist(5_000, 20_000),
  radius: z
    .union([z.literal('purity'), z.number().positive()])
    .default('purity')
    .describe('δ of the balls: the largest whose balls hold 95 % of one cluster on average, or a number'),
  clusters: z.int().min(2).max(1_000).default(20).describe('Clusters that stand for classes in the choice of δ'),
  normalize: normalize(true),
});

/**
 * ProbCover: each time the candidate whose ball of radius δ covers most candidates that nothing covers yet. Where everything
 * is covered, the farthest from what is chosen goes on.
 *
 *     argmax_x  | { x' not covered : ‖x − x'‖ < δ } |
 *
 * @source Yehuda et al. 2022, arXiv:2205.11320, algorithm 1 and section 4.1 for δ
 */
export const probCover = defineSelection({
  id: 'prob-cover',
  title: 'ProbCover',
  description: 'Asks the record that resembles most of the records that no labelled one resembles.',
  formula: 'argmax_x #{ x′ not covered : ‖x − x′‖ < δ }',
  when: 'The first rounds, with vectors that mean something and fewer questions than classes times ten.',
  cost: 'All distances between candidates.',
  source: 'arXiv:2205.11320',
  ...BY_PLACE,
  options,
  batch: {
    reads: ['features', 'labelled'],
    shortlist: shortlistOf,
    choose(shortlist, k, seed, { normalize: byDirection, radius, clusters }) {
      const { open, known } = placesOf(shortlist, byDirection);
      const delta = radius === 'purity' ? pureRadius(open, clusters, seed) : radius;
      return covering(open, known, k, delta);
    },
  },
});

/** Places of k points in the order in which their balls cover most of what is left. */
export function covering(points: Vectors, known: Vectors | undefined, k: number, delta: number): number[] {
  const { count } = points;
  const within = delta ** 2;
  const nearest = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  for (let j = 0; j < (known?.count ?? 0); j++)
    for (let i = 0; i < count; i++) nearest[i] = Math.min(nearest[i]!, squaredDistance(points, i, known!, j));
  const isCovered = Uint8Array.from(nearest, (distance) => Number(distance < within));
  const neighbours = Array.from({ length: count }, (): number[] => []);
  for (let i = 0; i < count; i++)
    for (let j = i; j < count; j++)
      if (squaredDistance(points, i, points, j) < within) {
        neighbours[i]!.push(j);
        if (j !== i) neighbours[j]!.push(i);
      }
  const isChosen = new Uint8Array(count);
  const chosen: number[] = [];
  while (chosen.length < Math.min(k, count)) {
    let [best, most, far] = [-1, 0, -1];
    for (let i = 0; i < count; i++) {
      if (isChosen[i]) continue;
      const fresh = neighbours[i]!.reduce((sum, j) => sum + 1 - isCovered[j]!, 0);
      const isBetter = fresh > most || (fresh === most && most === 0 && nearest[i]! > far);
      if (isBetter) [best, most, far] = [i, fresh, nearest[i]!];
    }
    chosen.push(best);
    isChosen[best] = 1;
    for (const j of neighbours[best]!) isCovered[j] = 1;
    for (let i = 0; i < count; i++) nearest[i] = Math.min(nearest[i]!, squaredDistance(points, i, points, best));
  }
  return chosen;
}

/** The largest δ, by bisection, at which a ball holds records of its own cluster to 95 % on average. */
function pureRadius(all: Vectors, clusters: number, seed: number): number {
  const count = Math.min(all.count, PURITY_POINTS);
  const points = { ...all, count, dataND: all.dataND.subarray(0, count * all.width) };
  const { clusterN } = kMeans(points, Math.min(clusters, count), seed);
  const purity = (delta: number) => {
    let sum = 0;
    for (let i = 0; i < count; i++) {
      let [same, inside] = [0, 0];
      for (let j = 0; j < count; j++) {
        if (squaredDistance(points, i, points, j) >= delta ** 2) continue;
        inside++;
        if (clusterN[i] === clusterN[j]) same++;
      }
      sum += inside === 0 ? 1 : same / inside;
    }
    return sum / count;
  };
  let [low, high] = [0, 0];
  for (let i = 0; i < count; i++) high = Math.max(high, Math.sqrt(squaredDistance(points, 0, points, i)) * 2);
  for (let step = 0; step < STEPS; step++) {
    const middle = (low + high) / 2;
    if (purity(middle) >= PURITY) low = middle;
    else high = middle;
  }
  return low > 0 ? low : high;
}
