import { z } from 'zod';
import { defineStoppingRule, inARow, lasting, shown } from './stopping-rule.js';

/**
 * Classification change: from one round to the next hardly any record of the pool changes its predicted class.
 *
 * @source Zhu et al. 2008, Learning a Stopping Criterion for Active Learning for Word Sense Disambiguation and Text
 *   Classification, IJCNLP
 */
export const classificationChange = defineStoppingRule({
  id: 'classification-change',
  title: 'Answers no longer change',
  description: 'Enough when hardly any record of the pool changes its predicted class from round to round.',
  formula: 'changed / pool ≤ most, for so many rounds in a row',
  when: 'There is no holdout, and a share of the pool is easier to reason about than κ. Chance agreement is not taken out, so that one large class makes it easy to reach.',
  cost: 'The predicted classes of the pool are kept from one round to the next.',
  source: 'Zhu et al. 2008',
  likelihoods: ['categorical'],
  reads: 'changed',
  options: z.object({
    most: z.number().min(0).max(1).default(0.005).describe('Share of the pool that may change'),
    patience: z.int().min(1).max(100).default(2).describe('Rounds in a row for which it holds'),
  }),
  start: 0,
  next(earlier, { changed }, { most, patience }) {
    const state = inARow(earlier, changed! <= most);
    const reason = `${shown(100 * changed!)} % of the pool changed their class; for ${lasting(state, patience)} it was ${shown(100 * most)} % at most.`;
    return { state, verdict: { isReached: state >= patience, reason } };
  },
});
