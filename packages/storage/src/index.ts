export { StorageError } from './errors.js';
export { openFolderStore } from './folder.js';
export { openFolderInbox } from './folder-inbox.js';
export type { Inbox } from './inbox.js';
export type { Freed, Store } from './store.js';
export { sweep } from './sweep.js';
