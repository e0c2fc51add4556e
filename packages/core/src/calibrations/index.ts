import { registry } from '../registry.js';
import { none } from './none.js';
import { temperature } from './temperature.js';

export type { Calibration } from './calibration.js';

/** Every way to set a model's certainty right, by its id. */
export const calibrations = registry([none, temperature]);
