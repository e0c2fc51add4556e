import { z } from 'zod';
import { BY_PLACE, drawnShortlist, normalize, placesOf } from './drawn.js';
import { defineSelection, shortlistOf } from './selection.js';
import { squaredDistance, type Vectors } from './vectors.js';

const options = z.object({
  shortlist: drawnShortlist(10_000),
  normalize: normalize(false),
});

/**
 * Core-set by greedy k-centre: each time the candidate farthest from everything that is labelled or chosen already.
 *
 *     argmax_x  min_{c ∈ L ∪ B} ‖x − c‖
 *
 * Without a labelled record the first is the best of the shortlist. A record that lies on a labelled one is asked last.
 *
 * @source Sener and Savarese 2018, arXiv:1708.00489, algorithm 1
 */
export const coreSet = defineSelection({
  id: 'core-set',
  title: 'Core-set',
  description: 'Asks records that lie farthest from all labelled ones and from each other.',
  formula: 'argmax_x min_{c ∈ L ∪ B} ‖x − c‖',
  when: 'Good vectors, many questions a round. It seeks outliers out, whatever the model thinks.',
  cost: 'One distance for each candidate and each labelled or chosen record.',
  source: 'arXiv:1708.00489',
  ...BY_PLACE,
  options,
  batch: {
    reads: ['hidden', 'labelled'],
    shortlist: shortlistOf,
    choose(shortlist, k, _, { normalize: byDirection }) {
      const { open, known } = placesOf(shortlist, byDirection);
      return farthestFirst(open, k, known);
    },
  },
});

/** Places of k points, each the farthest from those before it and from the known ones; the first of equals. */
export function farthestFirst(points: Vectors, k: number, known?: Vectors): number[] {
  const nearest = new Float64Array(points.count).fill(Number.POSITIVE_INFINITY);
  const near = (others: Vectors, j: number) => {
    for (let i = 0; i < points.count; i++) {
      const distance = squaredDistance(points, i, others, j);
      if (distance < nearest[i]!) nearest[i] = distance;
    }
  };
  for (let j = 0; j < (known?.count ?? 0); j++) near(known!, j);
  const chosen: number[] = [];
  while (chosen.length < Math.min(k, points.count)) {
    let best = -1;
    for (let i = 0; i < points.count; i++) if (nearest[i]! > (nearest[best] ?? -1)) best = i;
    chosen.push(best);
    near(points, best);
    for (const i of chosen) nearest[i] = -1; // never again, also where others lie on it
  }
  return chosen;
}
