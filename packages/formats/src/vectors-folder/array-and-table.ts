import { contentsOf, namesOf } from '../folders/contents.js';
import { FormatError } from '../format-error.js';
import type { Noticed, Rejected } from '../imported.js';
import type { FileInput, FolderInput } from '../input.js';

const TABLE = /\.(?:csv|tsv|tab|jsonl|ndjson|jsonlines)$/i;

interface Pair {
  array: FileInput;
  table: FileInput;
  rejected: Rejected[];
  notices: Noticed[];
}

/** The vectors of a folder and the table that says what they are. @throws empty_file, not_this_format */
export async function arrayAndTable(folder: FolderInput): Promise<Pair> {
  const { files, tables, arrays, rejected } = await contentsOf(folder);
  if (files.length + rejected.length === 0) throw new FormatError('empty_file', 'There are no files in it.');
  const array = oneOf(arrays, 'array of vectors (.npy)');
  const table = oneOf(
    tables.filter(({ name }) => TABLE.test(name)),
    'table beside them (CSV, TSV or JSONL)',
  );
  const others = files.filter((file) => file !== array && file !== table);
  const notices = others.map(({ name }) => ({
    place: name,
    notice: 'It is neither the vectors nor their table, and is left out.',
  }));
  return { array, table, rejected, notices };
}

function oneOf([file, ...others]: FileInput[], what: string): FileInput {
  if (file && others.length === 0) return file;
  const found = file ? `several: ${namesOf([file, ...others])}` : 'none';
  throw new FormatError('not_this_format', `There is to be one ${what}, and there is ${found}.`);
}
