import { z } from 'zod';
import { defineStoppingRule, inARow, type RoundFigures, type StoppingRule, shown } from './stopping-rule.js';

type Told = Pick<StoppingRule, 'id' | 'title' | 'description' | 'formula' | 'when'>;

/** A rule that has enough once a figure of the scores of the pool, as a share of the largest possible, stays small. */
const uncertaintyRule = (told: Told, reads: 'meanUncertainty' | 'maxUncertainty', score: string, preset: number) =>
  defineStoppingRule({
    ...told,
    cost: 'Nothing more than scoring the whole pool.',
    source: 'Zhu et al. 2010',
    likelihoods: ['categorical', 'bernoulli'],
    reads,
    options: z.object({
      most: z.number().min(0).max(1).default(preset).describe('Share of the largest possible score'),
      patience: z.int().min(1).max(100).default(1).describe('Rounds in a row for which it holds'),
    }),
    start: 0,
    next(earlier: number, figures: RoundFigures, { most, patience }) {
      const share = figures[reads]!;
      const state = inARow(earlier, share <= most);
      const reason = `The ${score} score of the pool is ${shown(share)} of the largest possible; ${most} is enough.`;
      return { state, verdict: { isReached: state >= patience, reason } };
    },
  });

/**
 * Overall uncertainty: the pool as a whole leaves little open.
 *
 * @source Zhu et al. 2010, Confidence-Based Stopping Criteria for Active Learning, ACM TSLP 6(3), section 3.2
 */
export const overallUncertainty = uncertaintyRule(
  {
    id: 'overall-uncertainty',
    title: 'The pool leaves little open',
    description: 'Enough when the mean score of the pool is small.',
    formula: 'mean score / largest possible ≤ most',
    when: 'The score has a largest value, as entropy and BALD have. Records that are ambiguous in themselves keep an entropy up for ever; BALD falls.',
  },
  'meanUncertainty',
  'mean',
  0.01,
);

/**
 * Maximal uncertainty: not even the most open record of the pool leaves much open.
 *
 * @source Zhu et al. 2010, ACM TSLP 6(3), section 3.1
 */
export const maximalUncertainty = uncertaintyRule(
  {
    id: 'maximal-uncertainty',
    title: 'No record leaves much open',
    description:
      'Enough when even the highest score of the pool is small. One ambiguous record keeps it from being reached.',
    formula: 'highest score / largest possible ≤ most',
    when: 'No record may be left in doubt, as in a review of everything.',
  },
  'maxUncertainty',
  'highest',
  0.1,
);
