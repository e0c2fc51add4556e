import { isRejected, type Rejected } from '../imported.js';
import type { FileInput, FolderInput } from '../input.js';

const PICTURE = /\.(?:png|jpe?g|gif|webp|bmp|tiff?|avif)$/i;
const TABLE = /\.(?:csv|tsv|tab|jsonl|ndjson|jsonlines|json)$/i;
const TEXT = /\.txt$/i;
const ARRAY = /\.npy$/i;
/** What systems leave behind: nobody put it there. */
const HIDDEN = /(?:^|\/)(?:\.|__MACOSX\/)/;

/** The files of a folder, by what their names say of them. */
export interface Contents {
  files: FileInput[];
  pictures: FileInput[];
  /** Tables and JSON; files of plain text where there is nothing else. */
  tables: FileInput[];
  arrays: FileInput[];
  rejected: Rejected[];
}

export async function contentsOf(folder: FolderInput): Promise<Contents> {
  const files: FileInput[] = [];
  const rejected: Rejected[] = [];
  for await (const file of folder.list()) {
    if (isRejected(file)) rejected.push(file);
    else if (!HIDDEN.test(file.name)) files.push(file);
  }
  const called = (pattern: RegExp) => files.filter(({ name }) => pattern.test(name));
  const [pictures, named, arrays] = [called(PICTURE), called(TABLE), called(ARRAY)];
  const isNothingElse = pictures.length + named.length + arrays.length === 0;
  return { files, pictures, tables: isNothingElse ? called(TEXT) : named, arrays, rejected };
}

const SHOWN = 5;
/** Names in a sentence. */
export const namesOf = (files: readonly FileInput[]): string =>
  files
    .slice(0, SHOWN)
    .map(({ name }) => name)
    .join(', ') + (files.length > SHOWN ? ` and ${files.length - SHOWN} more` : '');
