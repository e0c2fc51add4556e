import { CoreError } from '../errors.js';
import type { TableRow } from './content.js';
import { type Moment, momentOf } from './dates.js';

/** How the cells of a table are read. */
export interface Reading {
  /** Texts that stand where a value is missing, in any case. */
  missing: readonly string[];
  /** Columns in which every text is a value. */
  verbatim: readonly string[];
  /** The same, where each is read word by word. */
  texts: readonly string[];
  /** Columns in which what is no number, or no date, is missing. */
  numbers: readonly string[];
  dates: readonly string[];
  /** Mark before the fraction of a number. */
  decimal: '.' | ',';
}

/** What stands in a cell. */
export interface Cell {
  /** As it was written, without the blanks around it; '' where there is nothing. */
  text: string;
  isMissing: boolean;
  number: number | null;
  moment: Moment | null;
}

/**
 * Numbers as people write them. `Number` alone would take "0x10" for 16 and "" for 0; separators of thousands stay texts, since
 * "1,234" is one number in one country and another in the next.
 */
const NUMBERS = {
  '.': /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i,
  ',': /^[+-]?(\d+,?\d*|,\d+)(e[+-]?\d+)?$/i,
};

/** The finite number that a text stands for, or null. */
export function numberOf(text: string, decimal: Reading['decimal']): number | null {
  if (!NUMBERS[decimal].test(text)) return null;
  const number = Number(text.replace(',', '.'));
  return Number.isFinite(number) ? number : null;
}

/** What no 32-bit float holds, no model can compute with. */
const MOST = 3.4e38;

const NOTHING: Cell = { text: '', isMissing: true, number: null, moment: null };

/**
 * Reads cells, of which `null`, NaN, numbers beyond 3.4e38, an empty text and one that is left out are missing everywhere.
 *
 * @returns a function of a row, a column and the row's number, for messages
 */
export function cellReader({ missing, verbatim, texts, numbers, dates, decimal }: Reading) {
  const isMissing = new Set(missing.map((text) => text.trim().toLowerCase()));
  const isVerbatim = new Set([...verbatim, ...texts]);
  const [isNumeric, isDated] = [new Set(numbers), new Set(dates)];
  return (row: TableRow, name: string, n: number): Cell => {
    const value = Object.hasOwn(row.values, name) ? row.values[name] : null;
    if (value === null || value === undefined) return NOTHING;
    const text = textOf(value, name, n);
    if (text === '') return NOTHING;
    if (Number.isNaN(value)) return { ...NOTHING, text };
    if (isVerbatim.has(name)) return { ...NOTHING, text, isMissing: false };
    if (isMissing.has(text.toLowerCase())) return { ...NOTHING, text };
    const number = typeof value === 'string' ? numberOf(text, decimal) : typeof value === 'number' ? value : null;
    const isBeyond = number !== null && Math.abs(number) > MOST;
    const moment = number === null ? momentOf(text) : null;
    const isOther = (isNumeric.has(name) && number === null) || (isDated.has(name) && moment === null);
    return { text, isMissing: isBeyond || isOther, number: isBeyond ? null : number, moment };
  };
}

/** @throws invalid_content for anything but texts, finite numbers, NaN and booleans */
function textOf(unverified: unknown, name: string, n: number): string {
  if (typeof unverified === 'string') return unverified.trim();
  if (typeof unverified === 'boolean') return String(unverified);
  if (typeof unverified !== 'number')
    throw new CoreError(
      'invalid_content',
      `Row ${n} has ${kindOf(unverified)} in column "${name}". Put a text, a number, true or false there, leave it empty, or leave the column out.`,
    );
  if (Math.abs(unverified) !== Number.POSITIVE_INFINITY) return String(unverified);
  throw new CoreError(
    'invalid_content',
    `Row ${n} has ${unverified} in column "${name}". Put a finite number there, or leave it empty.`,
  );
}

function kindOf(unverified: unknown): string {
  if (Array.isArray(unverified)) return 'a list';
  return typeof unverified === 'object' ? 'an object' : `a ${typeof unverified}`;
}

/** Columns of a row. @throws invalid_content where it has none */
export function namesOf({ values: unverified }: TableRow, n: number): string[] {
  if (unverified && typeof unverified === 'object' && !Array.isArray(unverified)) return Object.keys(unverified);
  throw new CoreError(
    'invalid_content',
    `Row ${n} has no columns. Give each row its values by the names of the columns.`,
  );
}
