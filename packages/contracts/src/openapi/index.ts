export { openApi } from './document.js';
export { EXAMPLES, type Example } from './examples.js';
