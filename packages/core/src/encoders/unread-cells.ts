import { cellReader } from './cells.js';
import type { TableRow } from './content.js';
import type { Encoding } from './encoding.js';
import { distanceOf, TableOptions, Tables } from './tables.js';

/**
 * What stands in a row and says nothing to the encoder of a table, in words that go on after the row's name: what is no number in a
 * column of numbers, no date in one of dates, too far from all others, or a category that the pool did not have. Empty cells and
 * `null` are missing as they were written, and are not told.
 *
 * @returns a function of a row; of an encoding that reads no tables it finds nothing
 */
export function unreadCellsOf({ encoder, options, fitted }: Encoding): (row: TableRow) => string[] {
  if (encoder !== 'tables') return () => [];
  const { columns } = Tables.parse(fitted);
  const read = cellReader(TableOptions.parse(options));
  return (row) =>
    columns.flatMap((column) => {
      if (column.kind !== 'number' && column.kind !== 'date' && column.kind !== 'category') return [];
      const { text, isMissing, number, moment } = read(row, column.name, 0);
      if (text === '') return [];
      const tell = (why: string) => [`"${short(text)}" in column "${column.name}" ${why} and counts as missing.`];
      if (column.kind === 'category')
        return isMissing || column.values.includes(text) ? [] : tell('is a value that the project did not have');
      const value = column.kind === 'number' ? number : (moment?.days ?? null);
      if (value === null) return tell(`is no ${column.kind} as this column has them`);
      return distanceOf(value, column) === null ? tell('is too far from all others of the project') : [];
    });
}

const LONGEST = 40;
const short = (text: string) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
