import type { z } from 'zod';
import type { LikelihoodId } from '../likelihoods/likelihood.js';
import type { Explained } from '../suitable.js';

/** What a rule may read of a finished round. What a project does not measure is left out. */
export interface RoundFigures {
  /** Labels that the round was trained on. */
  labels: number;
  /** Error on the holdout, in [0, 1] or in the unit of the targets; lower is better. */
  error?: number;
  /** Agreement of the predictions over the pool with those of the round before: Cohen's κ. */
  kappa?: number;
  /** Share of the pool whose predicted class is another than in the round before. */
  changed?: number;
  /** Classes that the predictions over the pool name. */
  predictedClasses?: number;
  /** Mean and largest score of the pool, as shares of the largest that the acquisition can give. */
  meanUncertainty?: number;
  maxUncertainty?: number;
}

/** What a rule says after a round. */
export interface Verdict {
  isReached: boolean;
  /** One sentence with the figures. */
  reason: string;
}

/** When enough is labelled: a reducer over the rounds of a project, oldest first. */
export interface StoppingRule<State = unknown, Options extends z.ZodType = z.ZodType> extends Explained {
  /** Answers that its figure is about. */
  likelihoods: readonly LikelihoodId[];
  /** The figure that it cannot do without. */
  reads: keyof RoundFigures;
  options: Options;
  start: State;
  next(state: State, round: RoundFigures, options: z.infer<Options>): { state: State; verdict: Verdict };
}

/** The cast forgets the types of state and options, which the rule alone makes and reads. */
export const defineStoppingRule = <State, Options extends z.ZodType>(
  rule: StoppingRule<State, Options>,
): StoppingRule => rule;

/**
 * What a rule says after the last of these rounds. A round without the figure that the rule reads is passed over; where no
 * round has it, the verdict says so. A round whose predictions name one class only is never enough, and the rule begins anew
 * after it: where the others have not been found yet, successive models agree on everything and the error stands still.
 */
export function verdictOf(rule: StoppingRule, rounds: readonly RoundFigures[], options: unknown): Verdict {
  let state = rule.start;
  let verdict: Verdict = { isReached: false, reason: 'No round has the figure that this rule reads yet.' };
  for (const round of rounds) {
    if (!Number.isFinite(round[rule.reads])) continue;
    if (round.predictedClasses === 1) {
      state = rule.start;
      verdict = { isReached: false, reason: 'The predictions name one class only: the others have yet to be found.' };
      continue;
    }
    ({ state, verdict } = rule.next(state, round, options));
  }
  return verdict;
}

/** A rule that is reached when a condition has held for so many rounds in a row. */
export const inARow = (count: number, holds: boolean) => (holds ? count + 1 : 0);

/** How long a condition has held, beside how long it has to where that is longer: “1 of 5 rounds”, “1 round”, “7 rounds”. */
export const lasting = (count: number, wanted: number) =>
  count < wanted ? `${count} of ${wanted} rounds` : `${count} ${count === 1 ? 'round' : 'rounds'}`;

export const shown = (value: number) => Number(value.toPrecision(3)).toString();
