import { splitOf, vectorOf } from '../columns/cells.js';
import type { PlanOptions } from '../columns/plan.js';
import { FormatError } from '../format-error.js';
import type { Noticed, PlainRecord, UnverifiedContent } from '../imported.js';
import { asObject } from '../json/as-object.js';
import { imageOf } from '../record-line.js';
import { fromCell, fromHeading, MARKS, Marks } from './own-cells.js';
import { headingOf, isText } from './own-columns.js';

/** Said where somebody looks at it before importing. */
export const OWN_TABLE: Noticed = {
  place: 'file',
  notice: 'The table is an export of this product: there is nothing to choose.',
};

/** What stands in a row under a heading of ours. */
type Own = (name: string) => unknown;
type Reader = (own: Own, options: PlanOptions) => UnverifiedContent;

/**
 * Makes records of the rows of a table that was written here.
 *
 * @returns throws missing_content, unknown_split, not_a_number, bad_value, image_missing
 * @throws missing_content where no column is content
 */
export function ownPlan(given: readonly string[], options: PlanOptions): (cells: readonly string[]) => PlainRecord {
  const headings = given.map(fromHeading);
  const columns = headings.map(headingOf);
  const read = readerOf(headings);
  const marksAt = headings.indexOf(MARKS);

  return (cells) => {
    const marks = marksOf(cells[marksAt] ?? '');
    const valueAt = (at: number) => {
      const [heading, cell] = [headings[at] ?? '', cells[at] ?? ''];
      const mark = marks[heading] ?? (isText(heading) && cell !== '' ? 'text' : undefined);
      return fromCell(cell, mark);
    };
    const valuesOf = (of: 'row' | 'metadata') =>
      columns.flatMap((column, at): [string, unknown][] => (column.of === of ? [[column.name, valueAt(at)]] : []));
    const own: Own = (name) => valueAt(headings.indexOf(name));
    const content = read
      ? read(own, options)
      : {
          kind: 'row' as const,
          values: valuesOf('row').map(([name, value]): [string, unknown] => [name, value ?? null]),
        };
    const [id, name, label] = [textIn(own, 'id'), textIn(own, 'name'), own('label')];
    return {
      externalId: id ?? null,
      ...(name === undefined || content.kind === 'image' ? {} : { name }),
      content: content.kind === 'image' ? { ...content, name: name ?? content.name } : content,
      ...(label === undefined ? {} : { label }),
      split: splitOf('split', own('split')),
      metadata: {
        ...metadataIn(own),
        ...Object.fromEntries(valuesOf('metadata').filter(([, value]) => value !== undefined)),
      },
    };
  };
}

/** Null: the columns of the table make a row. @throws missing_content */
function readerOf(headings: readonly string[]): Reader | null {
  const [, reader] = READERS.find(([heading]) => headings.includes(heading)) ?? [];
  if (reader) return reader;
  if (headings.some((heading) => headingOf(heading).of === 'row')) return null;
  throw new FormatError(
    'missing_content',
    'This export tells of pictures and holds none. Export them as a ZIP, or as JSON Lines.',
  );
}

/** By the heading that is there: a text beside a vector belongs to the vector. */
const READERS: [heading: string, Reader][] = [
  ['vector', readVector],
  ['file_name', (own, { readImage }) => ({ kind: 'image', ...readImage(needed(own, 'file_name')) })],
  ['image', (own) => ({ kind: 'image', ...imageOf(needed(own, 'image'), '') })],
  ['text', (own) => ({ kind: 'text', text: needed(own, 'text') })],
];

function readVector(own: Own): UnverifiedContent {
  const [text, link, image] = [textIn(own, 'text'), textIn(own, 'link'), textIn(own, 'image')];
  return {
    kind: 'vector',
    values: vectorOf('vector', own('vector')),
    ...(text === undefined ? {} : { text }),
    ...(link === undefined ? {} : { link }),
    ...(image === undefined ? {} : { image: imageOf(image, '') }),
  };
}

/** Somebody may have changed the table: a number that stands where a text is wanted is that text. */
function textIn(own: Own, name: string): string | undefined {
  const value = own(name);
  return value === undefined || typeof value === 'string' ? value : JSON.stringify(value);
}

/** Of a project that has too many names for a column each. @throws not_an_object */
const metadataIn = (own: Own) => {
  const all = own('metadata');
  return all === undefined ? {} : asObject(all);
};

function needed(own: Own, name: string): string {
  const text = textIn(own, name);
  if (text === undefined) throw new FormatError('missing_content', `It has no ${name}.`);
  return text;
}

/** @throws bad_value */
function marksOf(cell: string): Marks {
  if (cell === '') return {};
  const { success, data } = Marks.safeParse(fromCell(cell));
  if (success) return data;
  throw new FormatError(
    'bad_value',
    `${MARKS} says what is particular to the row, and cannot be read. Leave it as it was.`,
  );
}
