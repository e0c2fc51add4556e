import { z } from 'zod';
import { CoreError } from '../errors.js';
import type { Features } from '../tensors/features.js';
import { type Cell, cellReader, namesOf, type Reading } from './cells.js';
import { Column, learnColumns, widthOf } from './columns.js';
import type { TableRow } from './content.js';
import { clockOf, seasonOf } from './dates.js';
import { defineEncoder } from './encoder.js';
import { FlatShape, flat } from './encoding.js';
import { bucketOf, murmur3OfText } from './murmur3.js';
import { wordsOf } from './words.js';

/** Options of `tables`, which the preview of a table takes too. */
export const TableOptions = z.object({
  categories: z
    .int()
    .min(1)
    .max(1_024)
    .default(32)
    .describe('Up to so many different values a column has a feature for each; beyond, they share features by hashing'),
  hashed: z.int().min(2).max(4_096).default(32).describe('Features of such a column of many categories'),
  ignore: z.array(z.string()).default([]).describe('Columns to leave out, such as numbers of customers'),
  missing: z
    .array(z.string())
    .default(['?', 'NA', 'N/A', 'NaN', 'null'])
    .describe('Texts that stand where a value is missing, in capitals or not; an empty cell always is'),
  verbatim: z
    .array(z.string())
    .default([])
    .describe(
      'Columns of names, such as postcodes or countries: whatever stands there is a category, also "007" and "NA"',
    ),
  numbers: z.array(z.string()).default([]).describe('Columns of numbers: what is none counts as missing'),
  dates: z.array(z.string()).default([]).describe('Columns of dates: what is none counts as missing'),
  texts: z
    .array(z.string())
    .default([])
    .describe('Columns of text, which are read word by word: whatever stands there is text'),
  words: z
    .int()
    .min(2)
    .max(4_096)
    .default(256)
    .describe('Features of a column of text, which its words share by hashing'),
  decimal: z.enum(['.', ',']).default('.').describe('Mark before the fraction of a number that stands as text'),
});

/** What `tables` learns of a pool. */
export const Tables = z.object({ shape: FlatShape, columns: z.array(Column) });

/**
 * Rows of a table. By what the pool holds, a column of
 * - numbers becomes (x − mean) / deviation, with 0 for a missing value; where the pool has missing ones, a second feature
 *   says so with 1;
 * - days, or days and times, becomes (days − mean) / deviation, where in the year and in the week it lies, as sine and cosine,
 *   and where in the day, if any tells a time; a missing one is 0 everywhere, and 1 in a last feature where the pool has some;
 * - categories becomes a feature a category, 1 for the own one; missing and unknown ones are 0 everywhere;
 * - more categories than that becomes ±1 in one of a fixed number of features, by the category's MurmurHash3;
 * - one and the same value is left out.
 *
 * A column that the options name becomes what they say: in one of numbers or dates all else counts as missing; the n words w of a
 * text share features j by hash h and sign ξ of their MurmurHash3: x_j = Σ_{w: h(w) = j} ξ(w) / √n.
 *
 * Unread are the cells whose category the pool did not have, and in columns of numbers what is no number, or lies 10,000
 * deviations from the pool's mean, and in one of dates likewise: they count as missing, so that one slip of the pen does not hold up a pool.
 *
 * Numbers may stand as text ("12.5", " 3e0 ", "007" for 7), with the decimal mark of the options and nothing else in them: a
 * column with "1,234", "0x10" or "Infinity" in it is one of categories, as are the booleans of JSON, and categories
 * are told apart as they are written ("007" from "7"). Blanks around a cell do not count. Missing is `null`, NaN, an empty
 * text, a column that is left out, and what the options name. Anything else, such as an object or a list, is refused.
 * Dates are those that nobody takes for others: 2024-12-31, 2024/12/31, 31.12.2024, with or without a time.
 * `previewTable` says of a table what becomes of each column, and what nearly became of it.
 *
 * @returns float32 [N, sum of the columns' widths]
 * @source Weinberger et al. 2009, arXiv:0902.2206 for the hashing
 */
export const tables = defineEncoder({
  id: 'tables',
  title: 'Columns of a table',
  description:
    'Numbers and dates brought to one scale, a feature for each category, and a mark where a number or a date is missing.',
  source: 'arXiv:0902.2206',
  reads: 'row',
  revision: 4,
  advice:
    'Rows that came later have categories that the pool did not have, words among numbers or dates, or some far beyond the others. Correct them, or import the whole table anew.',
  options: TableOptions,
  fitted: Tables,
  async fit(rows, options) {
    const columns = await learnColumns(rows, options);
    const width = columns.reduce((sum, column) => sum + widthOf(column), 0);
    if (width > 0) return { shape: flat(width), columns };
    throw new CoreError(
      'invalid_content',
      'No column of the table differs between rows. Import rows with at least one that does.',
    );
  },
  open: async ({ shape, columns }, options) => ({
    encode: async (rows) => encode(rows, shape[0], columns, options),
    unread: async (rows) => unread(rows, columns, options),
    release: async () => {},
  }),
});

function encode(rows: readonly TableRow[], width: number, columns: Column[], reading: Reading): Features {
  const read = cellReader(reading);
  const data = new Float32Array(rows.length * width);
  const places = columns.map((column) => placesOf(column));
  rows.forEach((row, n) => {
    namesOf(row, n);
    let at = n * width;
    columns.forEach((column, c) => {
      write(column, read(row, column.name, n), data, at, places[c]!);
      at += widthOf(column);
    });
  });
  return { dtype: 'float32', shape: [width], count: rows.length, data };
}

/** Share of a row's cells that say nothing to the encoder; missing ones are none. */
function unread(rows: readonly TableRow[], columns: Column[], reading: Reading): Float64Array {
  const read = cellReader(reading);
  const places = columns.map(placesOf);
  return Float64Array.from(rows, (row, n) => {
    let [cells, unknown] = [0, 0];
    columns.forEach((column, c) => {
      const { text, isMissing, number, moment } = read(row, column.name, n);
      if (isMissing) return;
      cells++;
      if (column.kind === 'category' && !places[c]!.has(text)) unknown++;
      if (column.kind === 'number' && distanceOf(number, column) === null) unknown++;
      if (column.kind === 'date' && distanceOf(moment?.days ?? null, column) === null) unknown++;
    });
    return cells > 0 ? unknown / cells : 0;
  });
}

/** Deviations. Of a million numbers none lies further than a thousand from their own mean. */
const FARTHEST = 1e4;

/** How many deviations a number lies from the mean of the pool; null of none, and of one beyond all reason. */
export function distanceOf(
  number: number | null,
  { mean, deviation }: { mean: number; deviation: number },
): number | null {
  const distance = number === null ? Number.POSITIVE_INFINITY : (number - mean) / deviation;
  return Math.abs(distance) > FARTHEST ? null : distance;
}

const placesOf = (column: Column) =>
  new Map(column.kind === 'category' ? column.values.map((value, i) => [value, i] as const) : []);

function write(
  column: Column,
  { text, isMissing, number, moment }: Cell,
  data: Float32Array,
  at: number,
  places: Map<string, number>,
): void {
  if (column.kind === 'number') {
    const distance = distanceOf(number, column);
    if (distance !== null) data[at] = distance;
    else if (column.hasMissing) data[at + 1] = 1;
  } else if (column.kind === 'date') {
    const distance = moment && distanceOf(moment.days, column);
    if (moment && distance !== null)
      data.set([distance, ...seasonOf(moment), ...(column.hasClock ? clockOf(moment) : [])], at);
    else if (column.hasMissing) data[at + widthOf(column) - 1] = 1;
  } else if (!isMissing && column.kind === 'category') {
    const place = places.get(text);
    if (place !== undefined) data[at + place] = 1;
  } else if (!isMissing && column.kind === 'hashed') {
    const { index, sign } = bucketOf(murmur3OfText(text), column.width);
    data[at + index] = sign;
  } else if (!isMissing && column.kind === 'text') {
    const words = wordsOf(text);
    for (const word of words) {
      const { index, sign } = bucketOf(murmur3OfText(word), column.width);
      data[at + index]! += sign / Math.sqrt(words.length);
    }
  }
}
