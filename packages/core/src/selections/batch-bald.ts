import { z } from 'zod';
import type { Joint } from '../acquisitions/acquisition.js';
import { xlogy } from '../tensors/entropy.js';
import { drawnProbs, jointLabels } from './joint-labels.js';
import { byScore, defineSelection, shortlistOf } from './selection.js';
import { type Candidate, checkChoice } from './top-k.js';

/** Configurations of the first, coarse look at a candidate, and how many times as many each further look takes. */
const [FIRST_ROWS, FINER] = [128, 4];
/** Standard errors that a coarse look is given the benefit of. */
const ERRORS = 2;
/** Nats that do not matter where the configurations are a sample themselves, whose own error is larger. */
const TOLERANCE = 0.02;

const options = z.object({
  shortlist: z
    .int()
    .min(1)
    .max(100_000)
    .default(2_000)
    .describe('Candidates to choose from, those with the highest scores'),
  configurations: z
    .int()
    .min(100)
    .max(1_000_000)
    .default(10_000)
    .describe('Configurations of the labels of a batch that are kept: exact as long as all fit, then a sample'),
});

/**
 * BatchBALD: the batch whose labels together tell most about the weights.
 *
 *     I(y_1, …, y_b; θ) = H(y_1, …, y_b) − Σ_i mean_s H( p_s(y_i) )
 *
 * Greedy: each time the candidate that adds most. What one adds shrinks as the batch grows (the information is
 * submodular), so that what it added last is a bound, and only the few whose bound is highest are looked at again.
 *
 * @source Kirsch et al. 2019, arXiv:1906.08158; lazy evaluation: Minoux 1978
 */
export const batchBald = defineSelection({
  id: 'batch-bald',
  title: 'BatchBALD',
  description:
    'Asks the records whose answers together tell most: what repeats a record that is already in the batch counts for little.',
  formula: 'argmax H(y_1, …, y_b) − Σ_i mean_s H(p_s(y_i))',
  when: 'Up to some tens of questions a round, with BALD as the acquisition and fifty draws or more.',
  cost: 'Configurations times S·C products for each look at a candidate.',
  source: 'arXiv:1906.08158',
  likelihoods: ['categorical'],
  needsDisagreement: true,
  options,
  key: byScore,
  batch: {
    reads: ['predictions'],
    shortlist: shortlistOf,
    choose: ({ predictions }, k, seed, { configurations }) =>
      greedyBatch(predictions!, k, { configurations, seed }).map(({ index }) => index),
  },
});

interface Entry {
  index: number;
  /** What it adds to the batch at most. */
  bound: number;
  /** Size of the batch when it was looked at, every how many-th configuration was, and by how much that may mislead. */
  at: number;
  stride: number;
  doubt: number;
}

/**
 * The batch, in the order in which it was put together.
 *
 * @param joint log-probabilities [S, N, C]
 * @returns places with I of the batch up to there in nats: at most ln S, exact while all configurations fit; none of a record
 *   with a NaN
 * @throws invalid_options where k is no whole number
 */
export function greedyBatch(
  joint: Joint,
  k: number,
  { configurations, seed }: { configurations: number; seed: number },
): Candidate[] {
  checkChoice(k);
  const labels = jointLabels(drawnProbs(joint), configurations, seed);
  const expected = expectedEntropies(joint);
  const look = (entry: Entry, at: number, stride: number) => {
    const { entropy, error } = labels.conditionalEntropy(entry.index, stride);
    const doubt = ERRORS * error;
    Object.assign(entry, { bound: entropy - expected[entry.index]! + doubt, at, stride, doubt });
  };
  const queue = Array.from(
    { length: joint.count },
    (_, index): Entry => ({ index, bound: 0, at: 0, stride: 1, doubt: 0 }),
  ).filter(({ index }) => !Number.isNaN(expected[index]));
  for (const entry of queue) look(entry, 0, 1);
  queue.sort((a, b) => b.bound - a.bound);
  const chosen: Candidate[] = [];
  let information = 0;
  while (chosen.length < k && queue.length > 0) {
    const coarse = FINER ** Math.max(0, Math.ceil(Math.log(labels.rows / FIRST_ROWS) / Math.log(FINER)));
    if (chosen.length > 0) look(queue[0]!, chosen.length, 1); // what the coarse looks are measured by
    sink(queue);
    const isSure = ({ at, stride, doubt }: Entry) =>
      at === chosen.length && (stride === 1 || (!labels.isExact && (stride === FINER || doubt < TOLERANCE)));
    for (let [top] = queue; !isSure(top!); [top] = queue) {
      look(top!, chosen.length, top!.at < chosen.length ? coarse : top!.stride / FINER);
      sink(queue);
    }
    const { index } = queue.shift()!;
    information += labels.conditionalEntropy(index).entropy - expected[index]!;
    chosen.push({ index, score: information });
    if (chosen.length < k) labels.add(index);
  }
  return chosen;
}

/** Puts the first entry where it belongs. */
function sink(queue: Entry[]): void {
  const top = queue[0]!;
  let i = 0;
  for (; i + 1 < queue.length && queue[i + 1]!.bound > top.bound; i++) queue[i] = queue[i + 1]!;
  queue[i] = top;
}

/** mean_s H(p_s), [N]. */
function expectedEntropies({ samples, count, outputs, outputsSNO }: Joint): Float64Array {
  const entropies = new Float64Array(count);
  for (let at = 0; at < samples * count; at++)
    for (let c = 0; c < outputs; c++) {
      const p = Math.exp(outputsSNO[at * outputs + c]!);
      entropies[at % count] = entropies[at % count]! - xlogy(p, p) / samples;
    }
  return entropies;
}
