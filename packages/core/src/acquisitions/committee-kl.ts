import { logMeanExp } from '../tensors/entropy.js';
import { defineAcquisition, mapJoint, OF_EVERY_DRAW } from './acquisition.js';

/**
 * Query by committee with the Kullback–Leibler divergence: how far the members are from what they say together.
 *
 *     mean_s KL( p_s ‖ m ),   m = mean_s p_s
 *
 * It is the same number as BALD, written for a committee.
 *
 * @param besides predictions [S, N, C]
 * @returns [N] nats, between 0 and the smaller of ln C and ln S
 * @source McCallum and Nigam 1998, Employing EM and Pool-Based Active Learning for Text Classification
 */
export const committeeKl = defineAcquisition({
  id: 'committee-kl',
  title: 'Committee divergence',
  description: 'Asks where members of a committee stray furthest from what they say together: BALD by another name.',
  formula: 'mean_s KL( p_s ‖ m )',
  when: 'To compare with studies that name it so; take BALD, which reads the summary only.',
  ...OF_EVERY_DRAW,
  unit: 'nats',
  source: 'McCallum and Nigam 1998',
  score({ predictions }) {
    const { samples, outputs } = predictions!;
    const column = new Float64Array(samples);
    return mapJoint(predictions!, (draws) => {
      let sum = 0;
      for (let c = 0; c < outputs; c++) {
        for (let s = 0; s < samples; s++) column[s] = draws[s * outputs + c]!;
        const logMean = logMeanExp(column);
        // A class that no draw gives any probability has none in the mean either.
        if (logMean === -Infinity) continue;
        for (const log of column) if (log > -Infinity) sum += (Math.exp(log) * (log - logMean)) / samples;
      }
      return sum;
    });
  },
});
