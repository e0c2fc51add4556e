import { posix } from 'node:path';
import { type Columns, roleIn } from '@querent/contracts';
import type { PlanOptions } from '../columns/plan.js';
import { FormatError } from '../format-error.js';
import { type Imported, isRecord } from '../imported.js';
import type { LookColumn } from '../importer.js';
import type { FileInput } from '../input.js';
import { tableBeside } from '../tables/beside.js';
import type { Files } from './collect-files.js';
import { pictureOf } from './picture.js';

/**
 * The columns of the table beside the pictures, and what they seem to be; null of one that says so itself.
 *
 * @throws unknown_column where none names pictures
 */
export async function lookAtNames(table: FileInput, chosen?: Columns): Promise<LookColumn[] | null> {
  const { columns, isOwn } = await tableBeside(table.name).look(table, {});
  if (isOwn && !chosen) return null;
  const named = columns.map((column) => ({ ...column, role: roleIn(chosen ?? {}, column.name) ?? column.role }));
  if (named.some(({ role }) => role === 'image')) return named;
  throw new FormatError(
    'unknown_column',
    `No column of ${table.name} names the pictures. It is called file_name as a rule.`,
  );
}

const rolesOf = (columns: LookColumn[]): Columns => Object.fromEntries(columns.map(({ name, role }) => [name, role]));

/** A row of the table is a record; folders are no classes then. Pictures that it does not name are told. */
export async function* byTable(files: Files, chosen: Columns | undefined, most: number): AsyncGenerator<Imported> {
  const named = new Set<string>();
  for (const table of files.tables) {
    const readImage: PlanOptions['readImage'] = (value) => {
      const file = findPicture(files, table, value);
      named.add(file.name);
      return pictureOf(file, most);
    };
    const look = await lookAtNames(table, chosen);
    const columns = look ? rolesOf(look) : undefined;
    for await (const item of tableBeside(table.name).read(table, { columns }, { readImage })) {
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
