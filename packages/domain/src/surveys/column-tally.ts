import type { Columns } from '@querent/contracts';
import { momentOf } from '@querent/core/dates';
import type { ImportedRecord } from '@querent/formats';

/** Different values that are counted. */
const MOST_VALUES = 2_000;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** What stands in a column, as far as it was seen. */
export interface ColumnTally {
  present: number;
  numbers: number;
  low: number;
  high: number;
  /** In the order of texts, and of the days of dates. */
  first: string | null;
  last: string | null;
  values: Map<string, number>;
  hasMoreValues: boolean;
}

export interface ColumnTallies {
  records: number;
  byName: Map<string, ColumnTally>;
  /** Characters of the texts, of which several columns may be joined. */
  text: { shortest: number; longest: number };
  /** Numbers of a vector. */
  width: number | null;
}

export const newColumnTallies = (): ColumnTallies => ({
  records: 0,
  byName: new Map(),
  text: { shortest: Number.POSITIVE_INFINITY, longest: 0 },
  width: null,
});

const newTally = (): ColumnTally => ({
  ...{ present: 0, numbers: 0, low: Number.POSITIVE_INFINITY, high: Number.NEGATIVE_INFINITY },
  ...{ first: null, last: null, values: new Map(), hasMoreValues: false },
});

/** Adds what a record has in the columns that were chosen. */
export function tallyColumns(tallies: ColumnTallies, { content, metadata }: ImportedRecord, columns: Columns): void {
  tallies.records++;
  if (content.kind === 'text') {
    tallies.text.shortest = Math.min(tallies.text.shortest, content.text.length);
    tallies.text.longest = Math.max(tallies.text.longest, content.text.length);
  } else if (content.kind === 'vector') tallies.width ??= content.values.length;
  const values = content.kind === 'row' ? content.values : Object.entries(metadata);
  for (const [name, value] of values) {
    if (value === null || value === undefined || !Object.hasOwn(columns, name)) continue;
    const before = tallies.byName.get(name);
    const tally = before ?? newTally();
    if (!before) tallies.byName.set(name, tally);
    tallyValue(tally, value);
  }
}

function tallyValue(tally: ColumnTally, value: unknown): void {
  tally.present++;
  const number =
    typeof value === 'number' ? value : typeof value === 'string' && NUMBER.test(value) ? Number(value) : null;
  if (number !== null) {
    tally.numbers++;
    if (number < tally.low) tally.low = number;
    if (number > tally.high) tally.high = number;
  }
  const text = typeof value === 'string' ? value : typeof value === 'object' ? 'an object' : String(value);
  if (tally.first === null || isBefore(text, tally.first)) tally.first = text;
  if (tally.last === null || isBefore(tally.last, text)) tally.last = text;
  if (tally.hasMoreValues) return;
  const before = tally.values.get(text);
  if (before === undefined && tally.values.size >= MOST_VALUES) tally.hasMoreValues = true;
  else tally.values.set(text, (before ?? 0) + 1);
}

/** Dates, in whichever form, by their day; all else as texts are. */
function isBefore(one: string, other: string): boolean {
  const [first, second] = [momentOf(one), momentOf(other)];
  return first && second ? first.days < second.days : one < other;
}
