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

/**
 * The records to measure on, at random among those whose answer is known.
 *
 * @param known how many there are
 * @returns [N] places among them, at most half, so that something is left to learn from
 */
export const randomHoldout = (known: number, seed: number, wanted: number): number[] =>
  Array.from(
    permutation(known, seed, STREAMS.holdout).subarray(0, Math.max(0, Math.min(wanted, Math.floor(known / 2)))),
  );
