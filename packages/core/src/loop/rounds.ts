import { acquisitions } from '../acquisitions/index.js';
import { permutation, random } from '../tensors/random.js';
import { STREAMS } from '../tensors/streams.js';
import type { Choice } from './config.js';

// What is known of rounds without any network: the web app reads it too, without TensorFlow.

/**
 * The seed of a round: rounds of one loop, and of loops with other seeds, draw numbers that have nothing to do with each other.
 *
 * @param number of the round; 0 has no model
 * @returns in [0, 2³¹)
 */
export const roundSeed = (seed: number, number: number): number => random(seed, STREAMS.rounds, number).uint32() >>> 1;

/** Length of a round's ranking: long enough that people have something to go down while the next model trains. */
export const rankingLength = (labelsPerRound: number): number => Math.min(5_000, Math.max(500, 20 * labelsPerRound));

/** Whether the acquisition looks at the records of the pool; where it does not, there are no parts to score. */
export const looksAtPool = ({ acquisition }: { acquisition: Pick<Choice, 'id'> }): boolean =>
  acquisitions.get(acquisition.id).needs !== 'nothing';

/**
 * The first questions at random.
 *
 * @param total records in the pool
 * @returns [N ≤ keep] places in the pool, the first to be asked first
 */
export function randomStart(
  total: number,
  seed: number,
  keep: number,
  isExcluded: (index: number) => boolean,
): number[] {
  const chosen: number[] = [];
  for (const index of permutation(total, seed, STREAMS.coldStart)) {
    if (chosen.length === keep) break;
    if (!isExcluded(index)) chosen.push(index);
  }
  return chosen;
}

/** The order in which the records to measure on are drawn. @returns [N] places, each once */
export const holdoutOrder = (total: number, seed: number): Int32Array => permutation(total, seed, STREAMS.holdout);
