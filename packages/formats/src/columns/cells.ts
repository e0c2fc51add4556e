import type { DecimalMark } from '@querent/contracts';
import { FormatError } from '../format-error.js';
import { nameOf } from '../name-of.js';
import { isNumeric, numberIn, otherMark } from './numbers.js';

/** What stands in a column of numbers where there is none; in a column of words each of these is a word. */
const NO_NUMBER = new Set(['', 'na', 'n/a', 'nan', 'null', 'none', '?', '-']);
const SPLITS: Record<string, 'pool' | 'holdout'> = {
  ...{ pool: 'pool', train: 'pool', training: 'pool', unlabeled: 'pool', unlabelled: 'pool', unsupervised: 'pool' },
  ...{ holdout: 'holdout', test: 'holdout', testing: 'holdout', validation: 'holdout', valid: 'holdout' },
  ...{ val: 'holdout', dev: 'holdout', eval: 'holdout' },
};

export const isMissing = (value: unknown) => value === undefined || value === null || value === '';
export const isNoNumber = (text: string) => NO_NUMBER.has(text.trim().toLowerCase());

/** @param mark before the fraction of a number that stands as text @throws not_a_number, missing_number */
export function numberOf(name: string, value: unknown, mark: DecimalMark = '.'): number | null {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return Number(value);
  if (value === undefined || value === null) return null;
  if (typeof value === 'string') {
    if (isNoNumber(value)) return null;
    const number = numberIn(value, mark);
    if (number !== null) return number;
    if (INFINITE.test(value.trim())) throw new FormatError('missing_number', `${name} is ${shown(value)}.`);
    const other = otherMark(mark);
    if (isNumeric(value, other)) throw new FormatError('not_a_number', `${name} is ${shown(value)}, ${OTHER[other]}`);
  }
  throw new FormatError('not_a_number', `${name} is ${shown(value)}, which is no number.`);
}

/** As programs write it, a number too large for a float among them. */
const INFINITE = /^[+-]?(?:inf|infinity|∞)$/iu;

const OTHER: Record<DecimalMark, string> = {
  ',': 'which is a number with a decimal comma only. If the file has such, say that the decimal mark is a comma.',
  '.': 'which is a number with a decimal point only. If the file has such, say that the decimal mark is a point.',
};

const NO = { '0': false, '0.0': false, '0,0': false, false: false };
const FLAGS: Record<string, boolean> = { '1': true, '1.0': true, '1,0': true, true: true, ...NO };

/** Null: nobody has answered. @throws bad_value */
export function flagOf(name: string, value: unknown): boolean | null {
  if (isMissing(value)) return null;
  const flag = FLAGS[String(value).trim().toLowerCase()];
  if (flag !== undefined) return flag;
  throw new FormatError('bad_value', `${name} is ${shown(value)}, which is neither 1 nor 0.`);
}

/** @param mark before the fractions of the numbers of a text @throws not_a_number, missing_number */
export function vectorOf(name: string, value: unknown, mark: DecimalMark = '.'): number[] {
  const parts = typeof value === 'string' ? partsOf(value.replace(/^\s*\[|\]\s*$/g, ''), mark) : value;
  if (!Array.isArray(parts)) {
    throw new FormatError('not_a_number', `${name} is ${nameOf(value)}, and a vector is a list of numbers.`);
  }
  return parts
    .filter((part) => part !== '')
    .map((part, i) => {
      const number = numberOf(`${name}[${i}]`, part);
      if (number === null)
        throw new FormatError('missing_number', `${name}[${i}] is ${isMissing(part) ? 'missing' : part}.`);
      return number;
    });
}

/** A comma is in the numbers only where something else stands between them. */
const partsOf = (list: string, mark: DecimalMark): string[] =>
  mark === ',' && /[\s;]/.test(list.trim()) && !/,\s/.test(list)
    ? list.split(/[\s;]+/).map((part) => part.replace(',', '.'))
    : list.split(/[\s,;]+/);

/** @throws missing_id */
export function idOf(name: string, value: unknown): string {
  if (typeof value === 'string' && value !== '') return value;
  if (typeof value === 'number') return String(value);
  throw new FormatError('missing_id', `${name} is ${isMissing(value) ? 'missing' : nameOf(value)}.`);
}

/** @throws unknown_split */
export function splitOf(name: string, value: unknown): 'pool' | 'holdout' | null {
  if (isMissing(value)) return null;
  const split = typeof value === 'string' ? SPLITS[value.trim().toLowerCase()] : undefined;
  if (split) return split;
  const known = Object.keys(SPLITS).join(', ');
  throw new FormatError('unknown_split', `${name} is ${shown(value)}, which is none of ${known}.`);
}

/** @throws text_is_not_text */
export function textOf(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  throw new FormatError('text_is_not_text', `${name} is ${nameOf(value)}, and is to be the text.`);
}

function shown(value: unknown): string {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return nameOf(value);
  return `"${value.length > 40 ? `${value.slice(0, 40)}…` : value}"`;
}
