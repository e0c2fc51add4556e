import { CoreError } from './errors.js';
import type { LikelihoodId } from './likelihoods/likelihood.js';

/** What an answer is, by likelihood, in messages. */
const ANSWERS: Record<LikelihoodId, string> = {
  categorical: 'one of several classes',
  bernoulli: 'any number of labels',
  gaussian: 'values',
};

/** For methods that do not ask what an answer is. */
export const EVERY_LIKELIHOOD = Object.keys(ANSWERS) as readonly LikelihoodId[];

/** What forms and docs say of a method. */
export interface Explained {
  id: string;
  title: string;
  description: string;
  /** As it is written in the docs. */
  formula: string;
  /** What the docs say on when to take it, and what it costs. */
  when: string;
  cost: string;
  source: string;
}

/** A method that says what answers it is made for. */
export interface Suited {
  id: string;
  title: string;
  likelihoods: readonly LikelihoodId[];
}

/** Says in a sentence why a method does not suit a likelihood; null where it does. */
export function misfitOf(
  { title, likelihoods }: Pick<Suited, 'title' | 'likelihoods'>,
  kind: LikelihoodId,
): string | null {
  if (likelihoods.includes(kind)) return null;
  const own = likelihoods.map((one) => ANSWERS[one]).join(' or ');
  return `${title} is for answers that are ${own}; here they are ${ANSWERS[kind]}.`;
}

/** @throws invalid_options where a method would read what it is given as something else */
export function checkSuitable(method: Pick<Suited, 'title' | 'likelihoods'>, kind: LikelihoodId): void {
  const misfit = misfitOf(method, kind);
  if (misfit) throw new CoreError('invalid_options', `${misfit} Choose a method that suits them.`);
}
