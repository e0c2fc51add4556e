import { coldStart } from '../loop/cold-start.js';
import { inMemory } from '../loop/feature-source.js';
import { rankingLength } from '../loop/rounds.js';
import { permutation } from '../tensors/random.js';
import { STREAMS } from '../tensors/streams.js';
import type { Simulation } from './config.js';

/**
 * The records that are labelled before the first round.
 *
 * @returns places in the pool, in the order in which they are asked
 */
export async function startOf({ pool, apart = [], outputs, config, signal }: Simulation): Promise<number[]> {
  const { start, seed, labelsPerRound } = config;
  const isApart = new Set(apart);
  if (start.isBalanced) {
    const order = Array.from(permutation(pool.labels.length, seed, STREAMS.simulationStart));
    return balanced(
      order.filter((place) => !isApart.has(place)),
      pool.labels,
      outputs,
      start.labels,
    );
  }
  const chosen = await coldStart({
    source: inMemory(pool.features),
    choice: start.choice ?? { id: 'uniform', options: {} },
    seed,
    isExcluded: (index) => isApart.has(index),
    batch: labelsPerRound,
    keep: Math.max(start.labels, rankingLength(labelsPerRound)),
    ...(signal ? { signal } : {}),
  });
  return chosen.slice(0, start.labels);
}

/** The first of each class in an order, as many of each as far as that goes. */
function balanced(order: number[], labelsN: ArrayLike<number>, classes: number, count: number): number[] {
  const each = Math.ceil(count / classes);
  const taken = new Int32Array(classes);
  const chosen = order.filter((index) => {
    const label = labelsN[index]!;
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
 * @param seed of the round
 * @returns places in the pool, in their order
 */
export function candidatesOf(total: number, most: number, together: number, seed: number): Int32Array {
  const groups = permutation(Math.ceil(total / together), seed, STREAMS.simulationCandidates);
  const chosen = groups.subarray(0, Math.min(groups.length, Math.ceil(most / together))).sort();
  return Int32Array.from(
    [...chosen].flatMap((group) => Array.from({ length: together }, (_, copy) => group * together + copy)),
  ).filter((place) => place < total);
}
