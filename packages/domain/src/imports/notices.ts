import { formatCount } from '@querent/contracts';
import { type Imported, isNotice, type Noticed } from '@querent/formats';
import { z } from 'zod';
import type { Refused } from './take-records.js';
import { PLACES_SHOWN } from './tally.js';

/** What a format says of what came in, or was left out on purpose: the same of many places is one. */
export const Notice = z.object({ notice: z.string(), places: z.array(z.string()), count: z.int() });
export type Notice = z.infer<typeof Notice>;

/** So many different ones are told: the first. */
export const NOTICES_SHOWN = 20;

/** What is noticed in a batch; of what was refused the reason is told. */
export function noticesIn(batch: Imported[], refused: Refused[]): Noticed[] {
  const places = new Set(refused.map(({ place }) => place));
  return batch.filter(isNotice).filter(({ place }) => !places.has(place));
}

/** Those before with others. */
export function withNotices(before: readonly Notice[], more: readonly Noticed[]): Notice[] {
  const all = new Map(before.map((one) => [one.notice, one]));
  for (const { notice, place } of more) {
    const own = all.get(notice);
    if (!own && all.size === NOTICES_SHOWN) continue;
    const { places, count } = own ?? { places: [], count: 0 };
    const shown = places.length < PLACES_SHOWN ? [...places, place] : places;
    all.set(notice, { notice, places: shown, count: count + 1 });
  }
  return [...all.values()];
}

/** `a.png, b.png, c.png and 60 more: It is left out.`; nothing before it where it is said of the file. */
export function noticeInWords({ notice, places, count }: Notice): string {
  if (places[0] === 'file') return notice;
  return `${placesInWords(places, count)}: ${notice}`;
}

/** The first places of so many. */
export const placesInWords = (places: readonly string[], count: number): string =>
  `${places.join(', ')}${count > places.length ? ` and ${formatCount(count - places.length)} more` : ''}`;

/** What stands in the row of an import: sentences, and of one that has not ended what they are made of. */
export const noticesOfRow = (kept: unknown): (string | Notice)[] => z.array(z.union([z.string(), Notice])).parse(kept);

export const notesOfRow = (kept: unknown): string[] =>
  noticesOfRow(kept).map((one) => (typeof one === 'string' ? one : noticeInWords(one)));
