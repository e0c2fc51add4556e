import { registry } from '../registry.js';
import type { Acquisition } from './acquisition.js';
import { bald } from './bald.js';
import { entropyOfMean } from './entropy.js';
import { uniform } from './uniform.js';

export type { Acquisition, Summarized } from './acquisition.js';

/** Every acquisition, by its id. */
export const acquisitions = registry<Acquisition>([bald, entropyOfMean, uniform]);
