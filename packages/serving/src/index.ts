export type { Refusal, Served, ServedModel } from './messages.js';
export { type Serving, startServing } from './serving.js';
