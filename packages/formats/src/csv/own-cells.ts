import { z } from 'zod';

/**
 * How a value stands in a table that this product writes, so that it comes in again equal, and so that no spreadsheet runs it.
 *
 * A cell is read as JSON where it is JSON, else as the text that it is; an empty one is nothing. What that does not tell
 * stands in the last column, `querent_cells`: the names of columns and what is particular to their cells in this row.
 */
export const MARKS = 'querent_cells';

/** `apostrophe`: one was put in front, since a spreadsheet would run the text. `text`: it looks like a value and is a text. */
const Mark = z.enum(['apostrophe', 'text']);
type Mark = z.infer<typeof Mark>;
/** By the headings of the columns. */
export const Marks = z.record(z.string(), Mark);
export type Marks = z.infer<typeof Marks>;

/** What spreadsheets take for a formula, wide characters included; a number is none. */
const RUNS = /^[=+\-@\t\r\n＝＋－＠]/;
const NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const isRun = (text: string) => RUNS.test(text) && !NUMBER.test(text);

/** JSON begins with one of these; others are spared the attempt. */
const JSON_START = /^[\s\-\d"[{tfn]/;

export interface OwnCell {
  cell: string;
  mark?: Mark;
}

/** @param isText whether whoever reads the column takes all that stands there for text */
export function toCell(value: unknown, isText: boolean): OwnCell {
  if (value === undefined) return { cell: '' };
  if (typeof value !== 'string') return { cell: JSON.stringify(value) };
  if (isRun(value)) return { cell: `'${value}`, mark: 'apostrophe' };
  return isText || fromCell(value) === value ? { cell: value } : { cell: value, mark: 'text' };
}

/** The value that `toCell` wrote. */
export function fromCell(cell: string, mark?: Mark): unknown {
  if (mark === 'apostrophe') return cell.slice(1);
  if (mark === 'text') return cell;
  if (cell === '') return undefined;
  if (!JSON_START.test(cell)) return cell;
  try {
    return JSON.parse(cell);
  } catch {
    return cell;
  }
}

/** A heading has no marks: each apostrophe in front of what would run is one more than there was. */
const WOULD_RUN = /^'*[=+\-@\t\r\n＝＋－＠]/;
export const toHeading = (name: string): string => (WOULD_RUN.test(name) ? `'${name}` : name);
export const fromHeading = (name: string): string =>
  name.startsWith("'") && WOULD_RUN.test(name) ? name.slice(1) : name;
