/** What `start.mjs` and `test.mjs` go on with once packages are installed. */
export { runChecks } from './checks.ts';
export { startServices } from './services.ts';
export { setUp } from './set-up.ts';
