import type { OptionField } from '@querent/contracts';

/** Stands for a choice that is left out. */
export const NOT_SET = 'not set';

/** With a point or a comma, and an exponent where there is one. */
const NUMBER = /^[-+]?(\d+([.,]\d*)?|[.,]\d+)(e[-+]?\d+)?$/i;
/** One of a list in a line: what holds a comma, a quote, space at its ends or nothing at all stands in quotes. */
const ITEM = /\s*(?:"((?:[^"]|"")*)"|([^",]*?))\s*(?:,|$)/gy;

/** A value as its field shows it; `readText` makes the same value of it. */
export function textOf({ kind, word }: OptionField, value: unknown): string {
  if (kind === 'switch') return value === true ? 'on' : '';
  if (value === null || value === undefined) return kind === 'choice' ? NOT_SET : '';
  return Array.isArray(value) ? value.map((item) => inLine(String(item), word)).join(', ') : String(value);
}

const inLine = (item: string, word: string | null) =>
  item === word || item === '' || /[",]|^\s|\s$/.test(item) ? `"${item.replaceAll('"', '""')}"` : item;

/** What a text means, or what is wrong with it, in a sentence. */
export type Reading = { value: unknown; problem: null } | { problem: string };

export const readText = (field: OptionField, text: string): Reading => READERS[field.kind](field, text);

const readAs = (value: unknown): Reading => ({ value, problem: null });

const READERS: Record<OptionField['kind'], (field: OptionField, text: string) => Reading> = {
  switch: (_, text) => readAs(text !== ''),
  choice: (_, text) => readAs(text === NOT_SET ? null : text),
  text: (field, text) => ofLength(field, text, 'characters'),
  number: (field, text) => {
    const typed = text.trim();
    if (typed === field.word) return readAs(typed === '' ? null : typed);
    if (typed === '') return readAs(field.default);
    const value = numberIn(field, typed.replace(',', '.'));
    return value === null
      ? { problem: `Give ${numberLike(field)}${orWord(field)}. “${typed}” is none.` }
      : readAs(value);
  },
  numbers: (field, text) => {
    if (text.trim() === field.word) return readAs(field.word);
    const items = itemsOf(text) ?? [text];
    const values = items.map((item) => numberIn(field, item));
    const wrong = items.find((_, i) => values[i] === null);
    if (wrong === undefined) return ofLength(field, values, 'numbers');
    return {
      problem: `Give numbers with commas between them, each ${numberLike(field)}${orWord(field)}. “${wrong.trim()}” is none.`,
    };
  },
  words: (field, text) => {
    if (text.trim() === field.word) return readAs(field.word);
    const items = itemsOf(text);
    if (items) return ofLength(field, items, 'words');
    return {
      problem:
        'Give words with commas between them. A word with a comma or a quote stands in quotes, a quote in it twice.',
    };
  },
  other: (field) => readAs(field.default),
};

const orWord = ({ word }: OptionField) => (word === null ? '' : word === '' ? ', or nothing' : `, or “${word}”`);

/** Null where the quotes do not close. */
function itemsOf(text: string): string[] | null {
  const matches = [...text.matchAll(ITEM)];
  if (matches.reduce((length, [match]) => length + match.length, 0) < text.length) return null;
  return matches.flatMap(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? (plain ? [plain] : []));
}

/** Null where it is no number, or one that the option does not take. */
function numberIn({ isWhole, min, isAboveMin, max, isBelowMax }: OptionField, text: string): number | null {
  const value = NUMBER.test(text) ? Number(text) : Number.NaN;
  const isLow = min !== null && (isAboveMin ? value <= min : value < min);
  const isHigh = max !== null && (isBelowMax ? value >= max : value > max);
  return Number.isFinite(value) && !isLow && !isHigh && (!isWhole || Number.isInteger(value)) ? value : null;
}

function numberLike({ isWhole, min, isAboveMin, max, isBelowMax }: OptionField): string {
  const low = min === null ? [] : [isAboveMin ? `above ${min}` : `of at least ${min}`];
  const high = max === null ? [] : [isBelowMax ? `below ${max}` : `of at most ${max}`];
  return [isWhole ? 'a whole number' : 'a number', [...low, ...high].join(' and ')].join(' ').trim();
}

function ofLength({ shortest, longest }: OptionField, value: string | unknown[], unit: string): Reading {
  if (shortest !== null && value.length < shortest) return { problem: `Give at least ${shortest} ${unit}.` };
  if (longest !== null && value.length > longest)
    return { problem: `Give at most ${longest} ${unit}. These are ${value.length}.` };
  return readAs(value);
}
