export * from './posterior.js';
export { posteriors } from './registry.js';
