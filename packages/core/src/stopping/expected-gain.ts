import { z } from 'zod';
import { EVERY_LIKELIHOOD } from '../suitable.js';
import { type CurvePoint, fitPowerLaw } from './power-law.js';
import { defineStoppingRule, inARow, shown } from './stopping-rule.js';

interface State {
  rounds: readonly CurvePoint[];
  held: number;
}

/** Rounds that a curve is drawn through: too few say nothing, very old ones are of another slope. */
const [FEWEST, MOST] = [3, 10];

/**
 * Expected gain under a cost: the next labels would cost more than the fall of the error is worth. The fall is read off a
 * power law through the last rounds, the usual shape of a learning curve:
 *
 *     error(n) = a · n^{−b},   gain = error(n) − error(n + next),   enough when gain · worth < next · cost
 *
 * A curve that rises promises nothing and says nothing either: it is never enough.
 *
 * @source Cortes et al. 1993, Learning Curves: Asymptotic Values and Rate of Convergence, for the law (without its
 *   asymptote, which so few rounds do not determine: the gain is rather too high)
 */
export const expectedGain = defineStoppingRule({
  id: 'expected-gain',
  title: 'The next labels cost more than they bring',
  description: 'Enough when the fall of the error that the next labels promise is worth less than they cost.',
  formula: 'worth · ( error(n) − error(n + next) ) < next · cost,  error(n) = a · n^−b',
  when: 'A label has a price and a mistake has one too.',
  cost: 'Labels for a holdout, and two prices.',
  source: 'Cortes et al. 1993',
  likelihoods: EVERY_LIKELIHOOD,
  reads: 'error',
  options: z.object({
    cost: z.number().positive().default(1).describe('Cost of a label'),
    worth: z
      .number()
      .positive()
      .default(10_000)
      .describe('What it is worth to bring the error from 1 to 0, in the unit of the cost'),
    next: z.int().min(1).max(1_000_000).default(10).describe('Labels that would come next'),
    patience: z.int().min(1).max(100).default(2).describe('Rounds in a row for which it holds'),
  }),
  start: { rounds: [], held: 0 },
  next({ rounds: earlier, held }: State, { labels, error }, { cost, worth, next, patience }) {
    const rounds = [...earlier, { labels, error: error! }].slice(-MOST);
    if (rounds.length < FEWEST)
      return {
        state: { rounds, held: 0 },
        verdict: { isReached: false, reason: `A curve needs ${FEWEST} rounds; there are ${rounds.length}.` },
      };
    const { at } = fitPowerLaw(rounds);
    const gain = at(labels) - at(labels + next);
    if (gain < 0)
      return {
        state: { rounds, held: 0 },
        verdict: {
          isReached: false,
          reason: 'The error rises with the labels: what more of them bring cannot be told.',
        },
      };
    const state = { rounds, held: inARow(held, gain * worth < next * cost) };
    const reason = `The next ${next} labels would take about ${shown(gain)} off the error, worth ${shown(gain * worth)}; they cost ${shown(next * cost)}.`;
    return { state, verdict: { isReached: state.held >= patience, reason } };
  },
});
