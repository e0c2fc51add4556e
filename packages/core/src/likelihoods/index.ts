import { registry } from '../registry.js';
import { categorical } from './categorical.js';
import type { Likelihood } from './likelihood.js';

export type * from './likelihood.js';
/** Every likelihood, by its id. */
export const likelihoods = registry<Likelihood>([categorical]);
