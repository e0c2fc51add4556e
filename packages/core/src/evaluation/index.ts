export * from './auroc.js';
export * from './average-precision.js';
export * from './bootstrap.js';
export * from './by-class.js';
export * from './figure.js';
export * from './figures.js';
export * from './intervals.js';
export * from './kappa.js';
