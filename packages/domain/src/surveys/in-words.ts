import { formatCount as count } from '@querent/contracts';
import { placesInWords } from '../imports/notices.js';

export { formatAmount as amount, many } from '@querent/contracts';
export { count };

/** Of two digits: more would be made up. */
export const rounded = (estimate: number): number => Number(estimate.toPrecision(2));

/** A number in words, an estimate as one. */
export const roughly = (number: number, isExact: boolean): string =>
  isExact ? count(number) : `about ${count(rounded(number))}`;

export function percent(part: number, whole: number): string {
  const share = (100 * part) / Math.max(1, whole);
  if (share > 0 && share < 1) return 'less than 1 %';
  return `${share > 99 && share < 100 ? 99 : Math.round(share)} %`;
}

const SHORT = 40;
export const short = (text: string, most = SHORT): string => (text.length > most ? `${text.slice(0, most)}…` : text);
/** A value in quotes, the beginning of a long one. */
export const quoted = (value: unknown): string =>
  `"${short(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))}"`;

/** "a, b and c", the first few. */
export function listed(names: readonly string[], most = 5): string {
  const shown = names.slice(0, most);
  if (names.length > most) return `${shown.join(', ')} and ${names.length - most} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

/** The first places, and how many others there are. @param all of them */
export const placesIn = (places: readonly string[], all: number): string =>
  all > places.length ? placesInWords(places, all) : listed(places);
