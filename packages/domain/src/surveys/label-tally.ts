import { foldName } from '@querent/contracts';
import { saysNoNumber } from '../imports/no-number.js';

/** Names that are told apart; more are far more than a project can have. */
const MOST_NAMES = 5_000;
const EXAMPLES = 3;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** What the labels of a file are, as far as they were seen. */
export interface LabelTally {
  labelled: number;
  /** Labels that are lists of several, or none. */
  lists: number;
  /** Of these, the ones with just one. */
  single: number;
  numbers: number;
  /** Of these, whole ones. */
  whole: number;
  low: number;
  high: number;
  /** Labels that are no numbers, and the first of them. */
  words: number;
  firstWords: { place: string; label: unknown }[];
  /** Of the words, those that say that there is no number. */
  noNumbers: number;
  /** How often each name stands, by what makes names equal, and how else it is written: the first few. */
  names: Map<string, { name: string; count: number; otherwise: string[] }>;
  hasMoreNames: boolean;
}

export const newLabelTally = (): LabelTally => ({
  ...{ labelled: 0, lists: 0, single: 0, numbers: 0, whole: 0, words: 0, noNumbers: 0 },
  ...{ low: Number.POSITIVE_INFINITY, high: Number.NEGATIVE_INFINITY },
  firstWords: [],
  names: new Map(),
  hasMoreNames: false,
});

/** Different ones that are numbers. */
export const countNumbers = ({ names }: LabelTally): number =>
  [...names.values()].filter(({ name }) => numberIn(name) !== null).length;

/** Adds the label of a record. */
export function tallyLabel(tally: LabelTally, label: unknown, place: string): void {
  tally.labelled++;
  const number = numberIn(label);
  if (number === null) {
    tally.words++;
    if (saysNoNumber(label)) tally.noNumbers++;
    if (tally.firstWords.length < EXAMPLES) tally.firstWords.push({ place, label });
  } else {
    tally.numbers++;
    if (Number.isInteger(number)) tally.whole++;
    tally.low = Math.min(tally.low, number);
    tally.high = Math.max(tally.high, number);
  }
  if (Array.isArray(label)) {
    tally.lists++;
    if (label.length === 1) tally.single++;
  }
  for (const name of [label].flat()) addName(tally, name);
}

/** The number that a label is, written as one or not; null of others. */
function numberIn(label: unknown): number | null {
  if (typeof label === 'number') return Number.isFinite(label) ? label : null;
  if (typeof label !== 'string' || !NUMBER.test(label.trim())) return null;
  const number = Number(label);
  return Number.isFinite(number) ? number : null;
}

/** Equal where labels are, whatever the task; null of none. */
export function keyOfLabel(label: unknown): string | null {
  if (label === undefined || label === null) return null;
  const number = numberIn(label);
  if (number !== null) return String(number);
  const names = [label].flat().map((name) => (typeof name === 'string' ? foldName(name) : JSON.stringify(name)));
  return JSON.stringify([...new Set(names)].sort());
}

function addName(tally: LabelTally, given: unknown): void {
  const name = ['string', 'number', 'boolean'].includes(typeof given) ? String(given) : null;
  if (name === null || name.trim() === '') return;
  const key = foldName(name);
  const before = tally.names.get(key);
  if (before) {
    before.count++;
    const isNew = name !== before.name && !before.otherwise.includes(name);
    if (isNew && before.otherwise.length < EXAMPLES) before.otherwise.push(name);
  } else if (tally.names.size < MOST_NAMES) tally.names.set(key, { name, count: 1, otherwise: [] });
  else tally.hasMoreNames = true;
}

/** Takes the label of a record away that does not come in after all; what was learned of all labels, such as their range, stays. */
export function untallyLabel(tally: LabelTally, label: unknown): void {
  tally.labelled--;
  for (const name of [label].flat()) {
    const before = tally.names.get(foldName(String(name)));
    if (before) before.count--;
  }
}
