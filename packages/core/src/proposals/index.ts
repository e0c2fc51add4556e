export * from './defaults.js';
export * from './propose.js';
