import { z } from 'zod';
import { isConstant } from '../tensors/moments.js';
import { type Cell, cellReader, namesOf, numberOf, type Reading } from './cells.js';
import type { TableRow } from './content.js';
import type { Records } from './encoder.js';

/** What a column of the pool's table holds, and how it becomes features. */
export const Column = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('number'),
    name: z.string(),
    mean: z.number(),
    deviation: z.number().positive(),
    hasMissing: z.boolean(),
  }),
  z.object({
    kind: z.literal('date'),
    name: z.string(),
    /** In days. */
    mean: z.number(),
    deviation: z.number().positive(),
    hasMissing: z.boolean(),
    hasClock: z.boolean(),
  }),
  z.object({ kind: z.literal('category'), name: z.string(), values: z.array(z.string()).min(1) }),
  z.object({ kind: z.literal('hashed'), name: z.string(), width: z.int().min(1) }),
  z.object({ kind: z.literal('text'), name: z.string(), width: z.int().min(1) }),
  /** The same everywhere: it tells nothing and has no features. */
  z.object({ kind: z.literal('constant'), name: z.string() }),
]);
export type Column = z.infer<typeof Column>;

/** How the columns of a table are learned. */
export interface ColumnOptions extends Reading {
  /** Different values up to which each has a feature, and features of a column of more. */
  categories: number;
  hashed: number;
  /** Features of a column of text. */
  words: number;
  /** Columns that nobody looks at. */
  ignore: readonly string[];
}

/** How many features a column has. */
export function widthOf(column: Column): number {
  if (column.kind === 'number') return column.hasMissing ? 2 : 1;
  if (column.kind === 'date') return 5 + (column.hasClock ? 2 : 0) + (column.hasMissing ? 1 : 0);
  if (column.kind === 'category') return column.values.length;
  return column.kind === 'constant' ? 0 : column.width;
}

/** What one pass over a column collects. Categories stop being counted where there are too many to keep. */
export interface Tally {
  /** Rows that name the column, and those of them with a value. */
  seen: number;
  present: number;
  numbers: Moments;
  /** Moments of days, and whether any tells a time. */
  days: Moments;
  hasClock: boolean;
  texts: Set<string>;
  /** How often each text stood for a missing value. */
  missing: Map<string, number>;
  /** Texts that are numbers with the other decimal mark, that look like dates, and numbers that begin with zeros. */
  otherMarks: number;
  dates: number;
  leadingZeros: number;
  /** The first of those with the other mark, of those that are no number at all, and of those with leading zeros. */
  firstOther: Place | null;
  firstText: Place | null;
  firstZeros: Place | null;
}

interface Moments {
  count: number;
  mean: number;
  /** Sum of squared distances from the mean (Welford 1962). */
  squares: number;
}

/** A text and where it stands. */
interface Place {
  row: number;
  text: string;
}

const DATE = /^(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})([T ]|$)/;
const LEADING_ZEROS = /^0\d+$/;

/**
 * One pass over a table.
 *
 * @returns a tally for each column, in the order in which they first occur, the columns that were ignored, and the number of
 *   rows
 * @throws invalid_content, with row and column, where a cell holds what no cell of a table can
 */
export async function tallyColumns(
  rows: Records<TableRow>,
  options: ColumnOptions,
): Promise<{ tallies: Map<string, Tally>; ignored: Set<string>; count: number }> {
  const read = cellReader(options);
  const ignored = new Set<string>();
  const tallies = new Map<string, Tally>();
  let count = 0;
  for await (const row of rows) {
    for (const name of namesOf(row, count)) {
      if (options.ignore.includes(name)) {
        ignored.add(name);
        continue;
      }
      const tally = tallies.get(name) ?? newTally();
      tallies.set(name, tally);
      note(tally, read(row, name, count), count, options);
    }
    count++;
  }
  return { tallies, ignored, count };
}

const newTally = (): Tally => ({
  seen: 0,
  present: 0,
  numbers: { count: 0, mean: 0, squares: 0 },
  days: { count: 0, mean: 0, squares: 0 },
  hasClock: false,
  texts: new Set(),
  missing: new Map(),
  otherMarks: 0,
  dates: 0,
  leadingZeros: 0,
  firstOther: null,
  firstText: null,
  firstZeros: null,
});

function note(
  tally: Tally,
  { text, isMissing, number, moment }: Cell,
  row: number,
  { categories, decimal }: Pick<ColumnOptions, 'categories' | 'decimal'>,
): void {
  tally.seen++;
  if (isMissing) {
    tally.missing.set(text, (tally.missing.get(text) ?? 0) + 1);
    return;
  }
  tally.present++;
  if (tally.texts.size <= categories) tally.texts.add(text);
  if (number === null) {
    if (numberOf(text, decimal === '.' ? ',' : '.') !== null) {
      tally.otherMarks++;
      tally.firstOther ??= { row, text };
    } else tally.firstText ??= { row, text };
    if (DATE.test(text)) tally.dates++;
    if (moment) {
      take(tally.days, moment.days);
      tally.hasClock ||= moment.ofDay !== null;
    }
    return;
  }
  take(tally.numbers, number);
  if (LEADING_ZEROS.test(text)) {
    tally.leadingZeros++;
    tally.firstZeros ??= { row, text };
  }
}

function take(moments: Moments, value: number): void {
  moments.count++;
  const gap = value - moments.mean;
  moments.mean += gap / moments.count;
  moments.squares += gap * (value - moments.mean);
}

/**
 * The columns of a pool, in the order in which they first occur. A column whose present values are all numbers is one of
 * numbers, one of days and times alone one of dates, any other one of categories; with more than `categories` different values it is hashed.
 * One that the options call text is that.
 *
 * @throws invalid_content
 */
export async function learnColumns(rows: Records<TableRow>, options: ColumnOptions): Promise<Column[]> {
  const { tallies, count } = await tallyColumns(rows, options);
  return [...tallies].map(([name, tally]) => columnOf(name, tally, count, options));
}

/** What a column of `count` rows becomes. */
export function columnOf(
  name: string,
  tally: Tally,
  count: number,
  { categories, hashed, texts, words }: Pick<ColumnOptions, 'categories' | 'hashed' | 'texts' | 'words'>,
): Column {
  const hasMissing = tally.present < count;
  const hasOneValue = tally.texts.size === 0 || (tally.texts.size === 1 && !hasMissing);
  if (hasOneValue) return { kind: 'constant', name };
  if (texts.includes(name)) return { kind: 'text', name, width: words };
  const { present, numbers, days, hasClock } = tally;
  if (numbers.count === present) {
    const { isFlat, ...scale } = scaleOf(numbers);
    return isFlat && !hasMissing ? { kind: 'constant', name } : { kind: 'number', name, ...scale, hasMissing };
  }
  if (days.count === present) {
    const { isFlat, ...scale } = scaleOf(days);
    return isFlat && !hasMissing ? { kind: 'constant', name } : { kind: 'date', name, ...scale, hasMissing, hasClock };
  }
  if (tally.texts.size > categories) return { kind: 'hashed', name, width: hashed };
  return { kind: 'category', name, values: [...tally.texts].sort() };
}

function scaleOf({ count, mean, squares }: Moments) {
  const deviation = Math.sqrt(squares / count);
  const isFlat = isConstant(deviation ** 2, mean, count);
  return { mean, deviation: isFlat ? 1 : deviation, isFlat };
}
