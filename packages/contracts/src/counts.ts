/** A whole number as people read it: 12,345. */
export const formatCount = (count: number): string => count.toLocaleString('en');

const AMOUNTS = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 6, useGrouping: 'min2' });

/** A value as people read it; a year, or a short id, as it is written: marks stand between groups of five digits or more only. */
export const formatAmount = (amount: number): string => AMOUNTS.format(amount);

/**
 * A count beside what it counts: "1 text", "2,000 texts", "0 texts".
 *
 * @param several of them; left out, it is `one` with an s
 */
export const many = (count: number, one: string, several = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : several}`;

/** Digits in groups of three, by the mark that stands between the first two of them. */
const GROUPED = /^\d{1,3}(?:([,.'’_\s])\d{3}(?:\1\d{3})*)?$/;

/** A count as people write it, wherever they live: "5000000", "5,000,000", "5.000.000", "5 000 000", "5'000'000"; null where it is none. */
export function readCount(text: string): number | null {
  const typed = text.trim();
  if (!/^\d+$/.test(typed) && !GROUPED.test(typed)) return null;
  const count = Number(typed.replace(/\D/g, ''));
  return Number.isSafeInteger(count) ? count : null;
}
