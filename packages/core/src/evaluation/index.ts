export * from './auroc.js';
export * from './bootstrap.js';
export * from './calibration.js';
export * from './classification.js';
export * from './evaluate.js';
export * from './intervals.js';
export * from './kappa.js';
export * from './regression.js';
