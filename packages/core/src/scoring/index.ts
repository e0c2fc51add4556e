export * from './compile.js';
export * from './predictor.js';
export * from './score-pool.js';
