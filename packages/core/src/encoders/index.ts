export * from './content.js';
export type { Encoder, Opened, Records } from './encoder.js';
export { Encoding } from './encoding.js';
export { modelSettings } from './load-model.js';
export { inColour, inGrey, onWhite } from './picture.js';
export { type ColumnPreview, previewTable, type TablePreview } from './preview-table.js';
export * from './registry.js';
export * from './shard.js';
export { summarizeUnread, type Unread } from './unread.js';
