import { type Columns, GivenRecord, roleIn } from '@querent/contracts';
import { attemptTo, rejectionOf } from '../attempt.js';
import { isMissing } from '../columns/cells.js';
import { findMark } from '../columns/decimal-mark.js';
import { proposeRoles, type Sample } from '../columns/propose.js';
import type { Noticed } from '../imported.js';
import type { Look } from '../importer.js';
import { isObject, type JsonObject } from './as-object.js';
import { cellsIn, pathsBefore } from './cells-in.js';
import type { JsonOptions } from './json-options.js';
import { type JsonSource, readObject } from './json-records.js';

const RECORDS = 100;
const SHOWN = 20;
/** Bytes of records after them that are looked through where they leave open what a key is. */
const MOST_BEYOND = 2 ** 22;
/** Keys that only the product's own form has. */
const OWN_KEYS: (keyof GivenRecord)[] = ['row', 'image', 'metadata', 'link', 'exported'];

interface Placed {
  place: string;
  object: JsonObject;
}

/** The keys of the first records and what they seem to be; nothing is to choose where they have the product's form. */
export async function lookAtJson(
  sources: AsyncIterable<JsonSource>,
  options: JsonOptions,
  { isBeside = false }: { isBeside?: boolean } = {},
): Promise<Look> {
  const { objects, notices } = await firstObjects(sources, options);
  if (objects.length === 0) return { columns: [], rows: [], options, notices };
  if (!isBeside && isOwnForm(objects)) {
    const own = { place: 'file', notice: 'The records have the form of this product: there is nothing to choose.' };
    return { columns: [], rows: [], options, notices: [own, ...notices] };
  }
  const rows = rowsOf(objects, options, notices);
  const names = namesIn(rows);
  const samples = names.map((name) => ({ name, values: rows.map(({ cells }) => cells.get(name)) }));
  const { mark, notice, isSeen } = findMark(samples, null);
  const decimal = options.decimal ?? mark;
  const columns = { ...proposeRoles(samples, decimal), ...options.columns };
  return {
    columns: samples.map(({ name, values }) => ({ name, role: roleIn(columns, name)!, examples: values.slice(0, 3) })),
    rows: rows.slice(0, SHOWN).map(({ cells }) => names.map((name) => cells.get(name))),
    options: { ...options, columns, ...(isSeen ? { decimal } : {}) },
    notices: [...(notice && decimal === mark ? [notice] : []), ...listsAmong(samples, columns), ...notices],
  };
}

/** Of the columns in their order; what is null wherever others have an object is none. */
function namesIn(rows: readonly { cells: Map<string, unknown> }[]): string[] {
  const names = [...new Set(rows.flatMap(({ cells }) => [...cells.keys()]))];
  const opened = new Set(names.flatMap(pathsBefore));
  return names.filter((name) => !opened.has(name) || rows.some(({ cells }) => !isMissing(cells.get(name))));
}

/** What cannot be told apart is said, and stands with the others. */
function rowsOf(objects: readonly Placed[], { columns }: JsonOptions, notices: Noticed[]) {
  const cellsOf = cellsIn(columns);
  return objects.flatMap(({ place, object }) => {
    const read = attemptTo(place, () => ({ cells: new Map(cellsOf(object)) }));
    if (!('reason' in read)) return read.value;
    notices.push({ place, notice: read.reason });
    return [];
  });
}

/** That parts of lists are no columns, where somebody may look for them. */
function listsAmong(samples: readonly Sample[], columns: Columns): Noticed[] {
  const names = samples
    .filter(({ name, values }) => roleIn(columns, name) === 'metadata' && values.some(isListOfObjects))
    .map(({ name }) => `"${name}"`);
  if (names.length === 0) return [];
  const [hold, stay, part] = names.length === 1 ? ['holds', 'stays', 'it'] : ['hold', 'stay', 'them'];
  return [
    {
      place: 'file',
      notice: `${names.join(', ')} ${hold} lists of objects and ${stay} whole, beside the record. To learn from a part of ${part}, give that part a key of its own.`,
    },
  ];
}

const isListOfObjects = (value: unknown) => Array.isArray(value) && value.some(isObject);

async function firstObjects(sources: AsyncIterable<JsonSource>, { mostBytes }: JsonOptions) {
  const objects: Placed[] = [];
  const notices: Noticed[] = [];
  let place = 'file';
  const seen = () => objects.length + notices.length;
  let nulls: string[] | null = null;
  let beyond = 0;
  try {
    for await (const source of sources) {
      ({ place } = source);
      if (seen() >= RECORDS) {
        // Of what is null in each of the first, a later one may tell that it is an object.
        nulls ??= keysOfNull(objects);
        beyond += source.bytes?.length ?? 0;
        if (nulls.length === 0 || beyond > MOST_BEYOND) break;
        const read = attemptTo(place, () => readObject(source.bytes, mostBytes, () => {}));
        const isOpened = (key: string) => !('reason' in read) && isObject(read.value[key]);
        if (!('reason' in read) && nulls.some(isOpened)) objects.push({ place, object: read.value });
        nulls = nulls.filter((key) => !isOpened(key));
        continue;
      }
      const read = attemptTo(place, () =>
        readObject(source.bytes, mostBytes, (notice) => notices.push({ place, notice })),
      );
      if ('reason' in read) notices.push({ place, notice: read.reason });
      else objects.push({ place, object: read.value });
    }
  } catch (error) {
    const { reason } = rejectionOf(place, error);
    if (objects.length === 0) throw error;
    notices.push({ place: 'the rest of the file', notice: reason });
  }
  return { objects, notices };
}

const keysOfNull = (objects: readonly Placed[]): string[] =>
  [...new Set(objects.flatMap(({ object }) => Object.keys(object)))].filter((key) =>
    objects.every(({ object }) => (object[key] ?? null) === null),
  );

const isOwnForm = (objects: readonly Placed[]) =>
  objects.length > 0 &&
  objects.every(({ object }) => GivenRecord.safeParse(object).success) &&
  objects.some(({ object }) => OWN_KEYS.some((key) => Object.hasOwn(object, key)));
