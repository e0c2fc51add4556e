export { writeJsonl } from './exporters/jsonl.js';
export { diskFile, diskFolder } from './folders/disk.js';
export { zipFolder } from './folders/zip.js';
export { FormatError, REASONS, type Reason } from './format-error.js';
export * from './imported.js';
export type { Importer, Look, LookColumn } from './importer.js';
export { bytesInput, type FileInput, type FolderInput, type Input, type Range, streamInput } from './input.js';
export { detectImporter, getImporter, importers } from './registry.js';
