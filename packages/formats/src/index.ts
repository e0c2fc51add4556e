export { type Columns, ROLES, Role } from './columns/role.js';
export { writeJsonl } from './exporters/jsonl.js';
export { FormatError, REASONS, type Reason } from './format-error.js';
export * from './imported.js';
export type { Importer, Look, LookColumn } from './importer.js';
export { bytesInput, type FileInput, type FolderInput, type Input, type Range } from './input.js';
export { RecordLine } from './record-line.js';
export { getImporter, importers } from './registry.js';
