import { entriesOf } from '@querent/contracts';
import type { Inbox } from '@querent/storage';
import { samples } from './samples/index.js';
import { sourceIdOf } from './samples/projects.js';
import { sourceOf } from './samples/sample.js';
import { type ImportSource, UPLOAD } from './source.js';
import { uploadSource } from './upload-source.js';

/** An import's row, as far as it says where its records come from. */
export interface SourceRow {
  source: string;
  uploadId: string | null;
  name: string;
  format: string | null;
  options: unknown;
}

const SAMPLES = entriesOf(samples).map(([id, sample]) => sourceOf(sourceIdOf(id), sample));

/** Where the records of an import come from; null where that is unknown here. */
export function findSource(row: SourceRow, inbox: Inbox): ImportSource | null {
  if (row.source === UPLOAD) return uploadSource(inbox, row);
  return SAMPLES.find(({ id }) => id === row.source) ?? null;
}
