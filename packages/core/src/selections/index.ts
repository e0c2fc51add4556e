import { registry } from '../registry.js';
import { best } from './best.js';
import { power } from './power.js';
import type { Selection } from './selection.js';

export type { Selection } from './selection.js';
export * from './top-k.js';

/** Every selection, by its id. */
export const selections = registry<Selection>([power, best]);
