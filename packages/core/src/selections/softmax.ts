import { SAMPLING } from './drawn.js';
import { gumbel } from './gumbel.js';
import { defineSelection } from './selection.js';

/**
 * Softmax sampling: draws candidates without replacement with probability ∝ e^{β·score}, as the k largest of
 *
 *     β · score + Gumbel(0, 1)
 *
 * Unlike power sampling it depends on the unit of the score, and asks candidates of score zero too.
 *
 * @returns key without unit; NaN for a score that is no number
 * @source Kirsch et al. 2023, arXiv:2106.12059, section 4
 */
export const softmax = defineSelection({
  id: 'softmax',
  title: 'Softmax sampling',
  description: 'Draws records with a probability that grows exponentially with their score.',
  formula: 'the k largest of β s + Gumbel(0, 1)',
  when: 'Scores that may be zero or negative; β has to fit their unit.',
  cost: 'One random number for each candidate.',
  ...SAMPLING,
  key: (score, index, seed, { beta }) => beta * score + gumbel(seed, index),
});
