export * from './calibration.js';
export * from './evaluate.js';
export * from './intervals.js';
