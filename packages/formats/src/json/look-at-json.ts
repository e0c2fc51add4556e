import { GivenRecord } from '@querent/contracts';
import { attemptTo, rejectionOf } from '../attempt.js';
import { findMark } from '../columns/decimal-mark.js';
import { proposeRoles } from '../columns/propose.js';
import type { Noticed } from '../imported.js';
import type { Look } from '../importer.js';
import type { JsonObject } from './as-object.js';
import type { JsonOptions } from './json-options.js';
import { type JsonSource, readObject } from './json-records.js';

const RECORDS = 100;
const SHOWN = 20;
/** Keys that only the product's own form has. */
const OWN_KEYS: (keyof GivenRecord)[] = ['row', 'image', 'metadata', 'link', 'exported'];

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
  const names = [...new Set(objects.flatMap((object) => Object.keys(object)))];
  const samples = names.map((name) => ({ name, values: objects.map((object) => object[name]) }));
  const { mark, notice, isSeen } = findMark(samples, null);
  const decimal = options.decimal ?? mark;
  const columns = { ...proposeRoles(samples, decimal), ...options.columns };
  return {
    columns: samples.map(({ name, values }) => ({ name, role: columns[name]!, examples: values.slice(0, 3) })),
    rows: objects.slice(0, SHOWN).map((object) => names.map((name) => object[name])),
    options: { ...options, columns, ...(isSeen ? { decimal } : {}) },
    notices: notice && decimal === mark ? [notice, ...notices] : notices,
  };
}

async function firstObjects(sources: AsyncIterable<JsonSource>, { mostBytes }: JsonOptions) {
  const objects: JsonObject[] = [];
  const notices: Noticed[] = [];
  let place = 'file';
  const seen = () => objects.length + notices.length;
  try {
    for await (const source of sources) {
      ({ place } = source);
      const read = attemptTo(place, () =>
        readObject(source.bytes, mostBytes, (notice) => notices.push({ place, notice })),
      );
      if ('reason' in read) notices.push({ place, notice: read.reason });
      else objects.push(read.value);
      if (seen() >= RECORDS) break;
    }
  } catch (error) {
    const { reason } = rejectionOf(place, error);
    if (objects.length === 0) throw error;
    notices.push({ place: 'the rest of the file', notice: reason });
  }
  return { objects, notices };
}

const isOwnForm = (objects: JsonObject[]) =>
  objects.length > 0 &&
  objects.every((object) => GivenRecord.safeParse(object).success) &&
  objects.some((object) => OWN_KEYS.some((key) => key in object));
