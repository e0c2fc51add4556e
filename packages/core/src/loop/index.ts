export * from './cold-start.js';
export * from './config.js';
export * from './draw.js';
export * from './feature-source.js';
export * from './fit.js';
export * from './measure.js';
export * from './rank.js';
export * from './rounds.js';
