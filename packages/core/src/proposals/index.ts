export * from './defaults.js';
export * from './propose.js';
export * from './reasons.js';
