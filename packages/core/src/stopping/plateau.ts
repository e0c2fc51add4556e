import { z } from 'zod';
import { EVERY_LIKELIHOOD } from '../suitable.js';
import { defineStoppingRule, lasting, shown } from './stopping-rule.js';

interface State {
  least: number;
  waited: number;
}

/**
 * Plateau: the error on the holdout has not fallen below its least so far by `gain` for `patience` rounds.
 *
 * @source Prechelt 1998, Early Stopping — But When?, applied to rounds
 */
export const plateau = defineStoppingRule({
  id: 'plateau',
  title: 'No more progress',
  description: 'Enough when the error on the holdout has stopped falling.',
  formula: 'error > least so far − gain, for so many rounds',
  when: 'There is a holdout large enough that its error means something: 1,000 records know an error of 10 % to about 2 points.',
  cost: 'Labels for a holdout, which the model is never trained on.',
  source: 'Prechelt 1998',
  likelihoods: EVERY_LIKELIHOOD,
  reads: 'error',
  options: z.object({
    patience: z.int().min(1).max(1_000).default(5).describe('Rounds without progress'),
    gain: z.number().min(0).default(0.005).describe('Fall of the error that counts as progress'),
  }),
  start: { least: Number.POSITIVE_INFINITY, waited: 0 },
  next({ least, waited }: State, { error }, { patience, gain }) {
    const isBetter = error! < least - gain || least === Number.POSITIVE_INFINITY;
    const state = { least: isBetter ? error! : least, waited: isBetter ? 0 : waited + 1 };
    const reason = `The error is ${shown(error!)}; for ${lasting(state.waited, patience)} it has not fallen below ${shown(state.least)} by ${gain}.`;
    return { state, verdict: { isReached: state.waited >= patience, reason } };
  },
});
