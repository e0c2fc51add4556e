import { registry } from '../registry.js';
import type { Encoder } from './encoder.js';
import { pixels } from './pixels.js';

export type { Encoder, Picture, RecordContent } from './encoder.js';
export * from './shard.js';

/** Every encoder, by its id. */
export const encoders = registry<Encoder>([pixels]);
