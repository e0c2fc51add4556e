export * from './backend.js';
export * from './entropy.js';
export * from './features.js';
export * from './random.js';
export * from './state.js';
export * from './streams.js';
