export * from './auroc.js';
export * from './calibration.js';
export * from './evaluate.js';
export * from './intervals.js';
export * from './regression.js';
