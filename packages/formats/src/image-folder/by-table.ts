import { posix } from 'node:path';
import type { PlanOptions } from '../columns/plan.js';
import type { Columns } from '../columns/role.js';
import { CsvOptions } from '../csv/csv-options.js';
import { isOwnTable } from '../csv/own-records.js';
import { openTable } from '../csv/table.js';
import { lookAtTable, tableRecords } from '../csv/table-records.js';
import { FormatError } from '../format-error.js';
import { type Imported, isRecord } from '../imported.js';
import type { FileInput } from '../input.js';
import { JsonOptions } from '../json/json-options.js';
import { jsonRecords } from '../json/json-records.js';
import { linesOfJson } from '../json/lines-of-json.js';
import { lookAtJson } from '../json/look-at-json.js';
import type { Files } from './collect-files.js';
import { pictureOf } from './picture.js';

/** How each kind of table is read, by the ending of its name. */
interface TableKind {
  /** Null of one that says itself what its columns are. */
  propose(file: FileInput): Promise<Columns | null>;
  read(file: FileInput, columns: Columns | null, readImage: PlanOptions['readImage']): AsyncIterable<Imported>;
}

const LINES: TableKind = {
  propose: async (file) => {
    const options = JsonOptions.parse({});
    return columnsOf(await lookAtJson(linesOfJson(file, options), options));
  },
  read: (file, columns, readImage) => {
    const options = JsonOptions.parse(columns ? { columns } : {});
    return jsonRecords(linesOfJson(file, options), options, readImage);
  },
};
const CELLS: TableKind = {
  propose: async (file) => {
    const options = CsvOptions.parse({});
    const table = await openTable(file, options);
    return isOwnTable(table.names) ? null : (await lookAtTable(table, options)).columns;
  },
  read: async function* (file, columns, readImage) {
    const options = CsvOptions.parse(columns ? { columns } : {});
    yield* tableRecords(await openTable(file, options), options, readImage);
  },
};
const kindOf = (name: string) => (/\.jsonl$/i.test(name) ? LINES : CELLS);
const columnsOf = ({ columns }: { columns: { name: string; role: Columns[string] }[] }): Columns =>
  Object.fromEntries(columns.map(({ name, role }) => [name, role]));

/**
 * What the columns of the table beside the pictures seem to be; null of one that says so itself.
 *
 * @throws unknown_column where none names pictures
 */
export async function proposeColumns(table: FileInput, chosen?: Columns): Promise<Columns | null> {
  const proposed = await kindOf(table.name).propose(table);
  if (!proposed && !chosen) return null;
  const columns = { ...proposed, ...chosen };
  if (Object.values(columns).includes('image')) return columns;
  throw new FormatError(
    'unknown_column',
    `No column of ${table.name} names the pictures. It is called file_name as a rule.`,
  );
}

/** A row of the table is a record; folders are no classes then. Pictures that it does not name are told. */
export async function* byTable(files: Files, chosen: Columns | undefined, most: number): AsyncGenerator<Imported> {
  const named = new Set<string>();
  for (const table of files.tables) {
    const readImage: PlanOptions['readImage'] = (value) => {
      const file = findPicture(files, table, value);
      named.add(file.name);
      return pictureOf(file, most);
    };
    const columns = await proposeColumns(table, chosen);
    for await (const item of kindOf(table.name).read(table, columns, readImage)) {
      const place = `${table.name}, ${item.place}`;
      // A record that had no id before it was exported has none now.
      yield isRecord(item) && columns
        ? { ...item, place, externalId: item.externalId ?? nameOf(item.content) }
        : { ...item, place };
    }
  }
  for (const name of files.pictures.keys()) {
    if (!named.has(name)) yield { place: name, notice: 'No table names it, and it is left out.' };
  }
}

const nameOf = (content: { kind: string; name?: string }) => content.name ?? null;

/** Names are relative to the folder of the table, and may not leave it. @throws path_escape, image_missing */
function findPicture({ pictures }: Files, table: FileInput, value: string): FileInput {
  const folder = posix.dirname(table.name);
  const path = posix.join(folder, value);
  const isOutside =
    posix.isAbsolute(value) || (folder === '.' ? path.startsWith('..') : !path.startsWith(`${folder}/`));
  if (isOutside) throw new FormatError('path_escape', `${value} leads out of the folder of the table.`);
  const file = pictures.get(path);
  if (file) return file;
  throw new FormatError('image_missing', `There is no picture ${path}.`);
}
