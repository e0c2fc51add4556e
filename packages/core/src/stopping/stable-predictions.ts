import { z } from 'zod';
import { defineStoppingRule, shown } from './stopping-rule.js';

/**
 * Stabilising predictions: models of successive rounds agree on the pool, by the mean of Cohen's κ over the last rounds.
 *
 * @source Bloodgood and Vijay-Shanker 2009, arXiv:1409.5165, with their κ of 0.99 over three pairs
 */
export const stablePredictions = defineStoppingRule({
  id: 'stable-predictions',
  title: 'Predictions have settled',
  description: 'Enough when models of successive rounds say the same about the pool. Needs no holdout.',
  formula: 'mean of the last κ ≥ least',
  when: 'There is no holdout. A model that no longer moves need not be a good one: few labels a round move it little.',
  cost: 'The predicted classes of the pool are kept from one round to the next.',
  source: 'arXiv:1409.5165',
  likelihoods: ['categorical'],
  reads: 'kappa',
  options: z.object({
    rounds: z.int().min(1).max(100).default(3).describe('Rounds over which the agreement is averaged'),
    least: z.number().min(0).max(1).default(0.99).describe('Agreement κ that is enough'),
  }),
  start: [],
  next(earlier: readonly number[], { kappa }, { rounds, least }) {
    const state = [...earlier, kappa!].slice(-rounds);
    const mean = state.reduce((sum, value) => sum + value, 0) / state.length;
    const reason = `The agreement of successive models is ${shown(mean)} on average over ${state.length} of ${rounds} rounds; ${least} is enough.`;
    return { state, verdict: { isReached: state.length === rounds && mean >= least, reason } };
  },
});
