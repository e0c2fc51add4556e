export * from './export-model.js';
