export * from './top-k.js';
