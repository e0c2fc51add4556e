export * from './compile.js';
export * from './merge-parts.js';
export * from './part-file.js';
export * from './posted-file.js';
export * from './posted-predictor.js';
export * from './predictor.js';
export * from './score-part.js';
export * from './score-pool.js';
export { summarizeAll } from './whole.js';
