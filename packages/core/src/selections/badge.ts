import { z } from 'zod';
import { random } from '../tensors/random.js';
import { STREAMS } from '../tensors/streams.js';
import { placeOf } from './k-means.js';
import { byScore, defineSelection, type Shortlist, shortlistOf } from './selection.js';

/**
 * BADGE: candidates whose gradients are long and point apart. The gradient of the last layer, if the most probable class ŷ were
 * the answer, is
 *
 *     g = (m − onehot(ŷ)) ⊗ h
 *
 * with h the input of that layer. The longest comes first, then k-means++: each next one in proportion to the square of its
 * distance to the nearest chosen. The outer products are never built: ‖g − g'‖² = ‖a‖²‖h‖² + ‖a'‖²‖h'‖² − 2 (a·a')(h·h').
 *
 * @source Ash et al. 2020, arXiv:1906.03671, algorithm 1
 */
export const badge = defineSelection({
  id: 'badge',
  title: 'BADGE',
  description: 'Asks the records that would pull hardest at the model, each in another direction.',
  formula: 'k-means++ over g = (m − onehot(argmax m)) ⊗ h',
  when: 'Large batches: it needs no setting and weighs doubt against difference by itself.',
  cost: 'C + D products for each candidate and each question.',
  source: 'arXiv:1906.03671',
  likelihoods: ['categorical'],
  options: z.object({
    shortlist: z
      .int()
      .min(1)
      .max(1_000_000)
      .default(10_000)
      .describe('Candidates to choose from, those with the highest scores'),
  }),
  key: byScore,
  batch: {
    reads: ['predictions', 'hidden'],
    shortlist: shortlistOf,
    choose(shortlist, k, seed) {
      const { count } = shortlist.vectors!;
      const gaps = gapsOf(shortlist);
      const product = productOf(gaps, shortlist);
      const lengths = Float64Array.from({ length: count }, (_, i) => product(i, i));
      const stream = random(seed, STREAMS.badgeCentres);
      const distance = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
      const chosen: number[] = [];
      const isChosen = new Uint8Array(count);
      let next = lengths.indexOf(lengths.reduce((a, b) => Math.max(a, b), 0));
      while (chosen.length < Math.min(k, count)) {
        chosen.push(next);
        isChosen[next] = 1;
        for (let i = 0; i < count; i++) {
          const own = Math.max(0, lengths[i]! + lengths[next]! - 2 * product(i, next));
          distance[i] = isChosen[i] ? 0 : Math.min(distance[i]!, own);
        }
        const isSpent = distance.every((own) => own === 0); // what is left would pull as the chosen do
        next = placeOf(isSpent ? isChosen.map((own) => 1 - own) : distance, stream.uniform());
      }
      return chosen;
    },
  },
});

/** a = m − onehot(argmax m), [N, C]. */
function gapsOf({ predictions }: Shortlist): Float64Array {
  const { samples, count, outputs, outputsSNO } = predictions!;
  const gaps = new Float64Array(count * outputs);
  for (let s = 0; s < samples; s++)
    for (let at = 0; at < gaps.length; at++)
      gaps[at] = gaps[at]! + Math.exp(outputsSNO[s * gaps.length + at]!) / samples;
  for (let n = 0; n < count; n++) {
    const row = gaps.subarray(n * outputs, (n + 1) * outputs);
    const best = row.indexOf(row.reduce((a, b) => Math.max(a, b)));
    row[best] = row[best]! - 1;
  }
  return gaps;
}

/** g_i · g_j. */
function productOf(gaps: Float64Array, { predictions, vectors }: Shortlist) {
  const { outputs } = predictions!;
  const { width, dataND } = vectors!;
  return (i: number, j: number) => {
    let [a, h] = [0, 0];
    for (let c = 0; c < outputs; c++) a += gaps[i * outputs + c]! * gaps[j * outputs + c]!;
    for (let d = 0; d < width; d++) h += dataND[i * width + d]! * dataND[j * width + d]!;
    return a * h;
  };
}
