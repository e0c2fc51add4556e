import { SAMPLING } from './drawn.js';
import { gumbel } from './gumbel.js';
import { defineSelection } from './selection.js';

/**
 * Power sampling: draws candidates without replacement with probability ∝ score^β, as the k largest of
 *
 *     β · ln max(score, 0) + Gumbel(0, 1)
 *
 * Scores of one model say little about each other once one of them is answered; the noise stands for that, and spares a
 * batch its near-copies. Zero scores come last, among themselves at random.
 *
 * @returns key without unit; NaN for a score that is no number
 * @source Kirsch et al. 2023, arXiv:2106.12059, section 4
 */
export const power = defineSelection({
  id: 'power',
  title: 'Power sampling',
  description:
    'Draws records with a probability that grows with their score, so that a batch is not full of near-copies.',
  formula: 'the k largest of β ln s + Gumbel(0, 1)',
  when: 'The default: nearly as good as a rule for whole batches, and free.',
  cost: 'One random number for each candidate.',
  ...SAMPLING,
  key(score, index, seed, { beta }) {
    if (Number.isNaN(score)) return score;
    const noise = gumbel(seed, index);
    return score > 0 ? beta * Math.log(score) + noise : beta === 0 ? noise : -1e6 + noise;
  },
});
