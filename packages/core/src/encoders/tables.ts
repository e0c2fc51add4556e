import { z } from 'zod';
import { CoreError } from '../errors.js';
import type { Features } from '../tensors/features.js';
import { Column, cellOf, learnColumns, widthOf } from './columns.js';
import type { TableRow } from './content.js';
import { defineEncoder } from './encoder.js';
import { FlatShape, flat } from './encoding.js';
import { bucketOf, murmur3OfText } from './murmur3.js';

/**
 * Rows of a table. By what the pool holds, a column of
 * - numbers becomes (x − mean) / deviation, with 0 for a missing value; where the pool has missing ones, a second feature
 *   says so with 1;
 * - categories becomes a feature a category, 1 for the own one; missing and unknown ones are 0 everywhere;
 * - more categories than that becomes ±1 in one of a fixed number of features, by the category's MurmurHash3;
 * - one and the same value is left out.
 *
 * Unread are the cells whose category the pool did not have.
 *
 * Numbers may stand as text ("12.5"); missing is null, an empty text, "?", "NA", "N/A", "NaN", "null".
 *
 * @returns float32 [N, sum of the columns' widths]
 * @source Weinberger et al. 2009, arXiv:0902.2206 for the hashing
 */
export const tables = defineEncoder({
  id: 'tables',
  title: 'Columns of a table',
  description: 'Numbers brought to one scale, a feature for each category, and a mark where a number is missing.',
  source: 'arXiv:0902.2206',
  reads: 'row',
  revision: 1,
  advice: 'Rows that came later have categories that the pool did not have. Import the whole table anew to learn them.',
  options: z.object({
    categories: z
      .int()
      .min(1)
      .max(1_024)
      .default(32)
      .describe(
        'Up to so many different values a column has a feature for each; beyond, they share features by hashing',
      ),
    hashed: z.int().min(2).max(4_096).default(32).describe('Features of such a column of many categories'),
    ignore: z.array(z.string()).default([]).describe('Columns to leave out, such as numbers of customers'),
  }),
  fitted: z.object({ shape: FlatShape, columns: z.array(Column) }),
  async fit(rows, { ignore, ...limits }) {
    const columns = (await learnColumns(rows, limits)).filter(({ name }) => !ignore.includes(name));
    const width = columns.reduce((sum, column) => sum + widthOf(column), 0);
    if (width > 0) return { shape: flat(width), columns };
    throw new CoreError(
      'invalid_content',
      'No column of the table differs between rows. Import rows with at least one that does.',
    );
  },
  open: async ({ shape, columns }) => ({
    encode: async (rows) => encode(rows, shape[0], columns),
    unread: async (rows) => unread(rows, columns),
    release: async () => {},
  }),
});

function encode(rows: readonly TableRow[], width: number, columns: Column[]): Features {
  const data = new Float32Array(rows.length * width);
  const places = columns.map((column) => placesOf(column));
  rows.forEach((row, n) => {
    let at = n * width;
    columns.forEach((column, c) => {
      write(column, cellOf(row, column.name, n), n, data, at, places[c]!);
      at += widthOf(column);
    });
  });
  return { dtype: 'float32', shape: [width], count: rows.length, data };
}

/** Share of a row's cells whose category is unknown; missing ones are none. */
function unread(rows: readonly TableRow[], columns: Column[]): Float64Array {
  const places = columns.map(placesOf);
  return Float64Array.from(rows, (row, n) => {
    let [cells, unknown] = [0, 0];
    columns.forEach((column, c) => {
      const value = cellOf(row, column.name, n);
      if (value === null) return;
      cells++;
      if (column.kind === 'category' && !places[c]!.has(String(value))) unknown++;
    });
    return cells > 0 ? unknown / cells : 0;
  });
}

const placesOf = (column: Column) =>
  new Map(column.kind === 'category' ? column.values.map((value, i) => [value, i] as const) : []);

function write(
  column: Column,
  value: string | number | null,
  n: number,
  data: Float32Array,
  at: number,
  places: Map<string, number>,
): void {
  if (column.kind === 'number') {
    if (typeof value === 'string') {
      throw new CoreError(
        'invalid_content',
        `Row ${n} has "${value}" in column "${column.name}", where the pool has numbers. Write a number, or leave it empty.`,
      );
    }
    if (value !== null) data[at] = (value - column.mean) / column.deviation;
    else if (column.hasMissing) data[at + 1] = 1;
    if (!Number.isFinite(data[at])) {
      throw new CoreError(
        'invalid_content',
        `Row ${n} has ${value} in column "${column.name}", far beyond the pool’s numbers. Correct it, or leave it empty.`,
      );
    }
  } else if (value !== null && column.kind === 'category') {
    const place = places.get(String(value));
    if (place !== undefined) data[at + place] = 1;
  } else if (value !== null && column.kind === 'hashed') {
    const { index, sign } = bucketOf(murmur3OfText(String(value)), column.width);
    data[at + index] = sign;
  }
}
