import { isNumeric } from '../columns/numbers.js';
import { areSentences } from '../columns/sentences.js';

/** Whatever the decimal mark is: by it nobody tells headings from numbers. */
const isNumber = (text: string) => isNumeric(text, '.') || isNumeric(text, ',');

/**
 * Whether the first row names the columns: not where it is a sentence among others, or a number stands over a column of numbers. Numbers that count on, as years or
 * places do, are names.
 *
 * @param rows the first of the table
 */
export function hasHeadingIn([first = [], ...rest]: readonly string[][]): boolean {
  if (rest.length > 0 && areSentences([first, ...rest].map((cells) => (cells.length === 1 ? cells[0]! : '1'))))
    return false;
  const overNumbers = first.filter((_, i) => isOfNumbers(rest.flatMap((row) => row[i] ?? [])));
  const heads = rest.length > 0 ? overNumbers : first;
  if (heads.length === 0 || !heads.every(isNumber)) return true;
  return (
    heads.length > 1 &&
    Number.isInteger(Number(heads[0])) &&
    heads.every((head, i) => i === 0 || Number(head) === Number(heads[i - 1]) + 1)
  );
}

const isOfNumbers = (values: string[]) => {
  const filled = values.filter((value) => value.trim() !== '');
  return filled.length > 0 && filled.every(isNumber);
};
