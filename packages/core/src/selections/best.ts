import { z } from 'zod';
import { EVERY_LIKELIHOOD } from '../suitable.js';
import { byScore, defineSelection } from './selection.js';

/**
 * The k highest scores: the key is the score. With k > 1 they tend to be near-copies of each other.
 *
 * @returns key in the unit of the score; NaN for a score that is no number
 * @source Lewis and Gale 1994, arXiv:cmp-lg/9407020
 */
export const best = defineSelection({
  id: 'top-k',
  title: 'Highest scores',
  description:
    'Asks the records with the highest scores. Sharp for single questions; in batches they resemble each other.',
  formula: 'the k largest',
  when: 'One question at a time, or an acquisition that already spreads out.',
  cost: 'Nothing: the best k are kept as the scores come.',
  source: 'Lewis and Gale 1994, arXiv:cmp-lg/9407020',
  likelihoods: EVERY_LIKELIHOOD,
  options: z.object({}),
  key: byScore,
});
