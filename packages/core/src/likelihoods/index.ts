import { registry } from '../registry.js';
import { bernoulli } from './bernoulli.js';
import { categorical } from './categorical.js';
import { gaussian } from './gaussian.js';
import type { Likelihood } from './likelihood.js';

export * from './answers.js';
export * from './labels.js';
export type * from './likelihood.js';
export { outputsOfSaid, type SaidValues } from './said-outputs.js';
export { summarizeClasses, summarizeLabels, summarizeValues } from './summaries.js';
export { bernoulli, categorical, gaussian };
/** Every likelihood, by its id. The cast forgets each one's own summary and options. */
export const likelihoods = registry<Likelihood>([categorical, bernoulli, gaussian]);
