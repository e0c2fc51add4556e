export type * from './config.js';
export * from './simulate.js';
export type { Stability } from './stability.js';
