export * from './context.js';
export * from './database.js';
export * from './debian.js';
export * from './ready-project.js';
export { zipOf } from './zip-of.js';
