import { SAMPLING } from './drawn.js';
import { gumbel } from './gumbel.js';
import { byScore, defineSelection } from './selection.js';

/**
 * Softrank sampling: draws candidates without replacement with probability ∝ rank^{−β}, the best having rank 1, as the k
 * largest of
 *
 *     −β · ln rank + Gumbel(0, 1)
 *
 * What the scores are in numbers does not matter, only their order.
 *
 * @source Kirsch et al. 2023, arXiv:2106.12059, section 4
 */
export const softrank = defineSelection({
  id: 'softrank',
  title: 'Softrank sampling',
  description: 'Draws records with a probability that falls with their place in the ranking.',
  formula: 'the k largest of −β ln rank + Gumbel(0, 1)',
  when: 'Scores that are good for an order and nothing else.',
  cost: 'The ranking of the whole pool is kept: 40 bytes a candidate.',
  ...SAMPLING,
  key: byScore,
  batch: {
    reads: [],
    shortlist: () => Number.POSITIVE_INFINITY,
    choose({ candidates }, k, seed, { beta }) {
      const keys = Float64Array.from(candidates, ({ index }, at) => -beta * Math.log(at + 1) + gumbel(seed, index));
      const order = Array.from(keys.keys()).sort((a, b) => keys[b]! - keys[a]!);
      return order.slice(0, k);
    },
  },
});
