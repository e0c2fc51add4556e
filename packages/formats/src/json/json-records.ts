import { attempt } from '../attempt.js';
import { decodeRecord } from '../bytes/decode-record.js';
import { tooLarge } from '../bytes/most-bytes.js';
import { type PlanOptions, planOf } from '../columns/plan.js';
import { FormatError } from '../format-error.js';
import type { Imported, PlainRecord } from '../imported.js';
import { imageOf, recordOf } from '../record-line.js';
import { asObject, type JsonObject } from './as-object.js';
import { cellsIn } from './cells-in.js';
import type { JsonOptions } from './json-options.js';
import { parseJson } from './parse-json.js';
import { strayIn } from './stray.js';

/** Bytes of one record, or null where they were too many. */
export interface JsonSource {
  place: string;
  bytes: Buffer | null;
}

/** @throws FormatError as its parts */
export function readObject(bytes: Buffer | null, most: number, say: (notice: string) => void): JsonObject {
  if (!bytes) throw tooLarge('record', most);
  const { value, notices } = parseJson(decodeRecord(bytes));
  const object = asObject(value);
  for (const notice of notices) say(notice);
  return object;
}

/** The records of a file of JSON, each read by itself: a bad one does not harm the others. */
export async function* jsonRecords(
  sources: AsyncIterable<JsonSource>,
  { columns, decimal, mostBytes }: JsonOptions,
  options: PlanOptions = { readImage: (value) => imageOf(value, '') },
): AsyncGenerator<Imported> {
  const plan = columns ? planOf(columns, { ...options, ...(decimal ? { decimal } : {}) }) : null;
  const cellsOf = cellsIn(columns);
  const sayStray = strayIn(columns);
  const toRecord = (object: JsonObject, say: (notice: string) => void): PlainRecord => {
    if (!plan) return recordOf(object);
    const cells = cellsOf(object);
    sayStray(cells, say);
    return plan(cells);
  };
  let isEmpty = true;
  for await (const { place, bytes } of sources) {
    isEmpty = false;
    yield* attempt(place, (say) => toRecord(readObject(bytes, mostBytes, say), say));
  }
  if (isEmpty) throw new FormatError('empty_file', 'The file holds no records.');
}
