export { StorageError } from './errors.js';
export { openFolderStore } from './folder.js';
export type { Freed, Store } from './store.js';
export { sweep } from './sweep.js';
