import { z } from 'zod';
import { defineStoppingRule, inARow, shown } from './stopping-rule.js';

const patience = z.int().min(1).max(100).default(1).describe('Rounds in a row for which it holds');

/**
 * Overall uncertainty: the pool as a whole leaves little open.
 *
 * @source Zhu et al. 2010, Confidence-Based Stopping Criteria for Active Learning, ACM TSLP 6(3), section 3.2
 */
export const overallUncertainty = defineStoppingRule({
  id: 'overall-uncertainty',
  title: 'The pool leaves little open',
  description: 'Enough when the mean score of the pool is small.',
  formula: 'mean score / largest possible ≤ most',
  when: 'The score has a largest value, as entropy and BALD have. Records that are ambiguous in themselves keep an entropy up for ever; BALD falls.',
  cost: 'Nothing more than scoring the whole pool.',
  source: 'Zhu et al. 2010',
  likelihoods: ['categorical', 'bernoulli'],
  reads: 'meanUncertainty',
  options: z.object({
    most: z.number().min(0).max(1).default(0.01).describe('Share of the largest possible score'),
    patience,
  }),
  start: 0,
  next(earlier, { meanUncertainty }, { most, patience: rounds }) {
    const state = inARow(earlier, meanUncertainty! <= most);
    const reason = `The mean score of the pool is ${shown(meanUncertainty!)} of the largest possible; ${most} is enough.`;
    return { state, verdict: { isReached: state >= rounds, reason } };
  },
});

/**
 * Maximal uncertainty: not even the most open record of the pool leaves much open.
 *
 * @source Zhu et al. 2010, ACM TSLP 6(3), section 3.1
 */
export const maximalUncertainty = defineStoppingRule({
  id: 'maximal-uncertainty',
  title: 'No record leaves much open',
  description:
    'Enough when even the highest score of the pool is small. One ambiguous record keeps it from being reached.',
  formula: 'highest score / largest possible ≤ most',
  when: 'No record may be left in doubt, as in a review of everything.',
  cost: 'Nothing more than scoring the whole pool.',
  source: 'Zhu et al. 2010',
  likelihoods: ['categorical', 'bernoulli'],
  reads: 'maxUncertainty',
  options: z.object({
    most: z.number().min(0).max(1).default(0.1).describe('Share of the largest possible score'),
    patience,
  }),
  start: 0,
  next(earlier, { maxUncertainty }, { most, patience: rounds }) {
    const state = inARow(earlier, maxUncertainty! <= most);
    const reason = `The highest score of the pool is ${shown(maxUncertainty!)} of the largest possible; ${most} is enough.`;
    return { state, verdict: { isReached: state >= rounds, reason } };
  },
});
