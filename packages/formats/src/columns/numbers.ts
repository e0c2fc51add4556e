import type { DecimalMark } from '@querent/contracts';

/** Spreadsheets part thousands with such blanks, too. */
const BLANKS = '\u00a0\u202f';
const PARTING: Record<DecimalMark, string> = { '.': `,${BLANKS}`, ',': `.${BLANKS}` };

/** Numbers as people write them: what parts thousands has three digits behind it each time. */
const numbersWith = (mark: DecimalMark) => {
  const whole = `(?:[1-9]\\d{0,2}(?:[${PARTING[mark]}]\\d{3})+|\\d+)`;
  return new RegExp(`^[+-]?(?:${whole}(?:[${mark}]\\d*)?|[${mark}]\\d+)(?:[eE][+-]?\\d+)?$`);
};
const NUMBERS: Record<DecimalMark, RegExp> = { '.': numbersWith('.'), ',': numbersWith(',') };
const partsIn = (mark: DecimalMark) => new RegExp(`[${PARTING[mark]}]`, 'g');
const PARTINGS: Record<DecimalMark, RegExp> = { '.': partsIn('.'), ',': partsIn(',') };

export const otherMark = (mark: DecimalMark): DecimalMark => (mark === '.' ? ',' : '.');

export const isNumeric = (text: string, mark: DecimalMark = '.'): boolean => NUMBERS[mark].test(text.trim());

/** The number that a text stands for, or null. @param mark before its fraction; the other one may part thousands */
export function numberIn(text: string, mark: DecimalMark = '.'): number | null {
  if (!isNumeric(text, mark)) return null;
  return Number(text.trim().replace(PARTINGS[mark], '').replace(mark, '.'));
}
