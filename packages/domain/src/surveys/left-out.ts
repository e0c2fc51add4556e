import { count, many, roughly, rounded } from './in-words.js';
import type { ReadFile } from './read-within.js';
import { BAD_LABEL, LEFT_OUT_LABEL } from './tally-file.js';

/** Of the records: of more than that something is misunderstood, or ought to be known before they are imported. */
export const FEW = 0.05;
/** What problems and notices say by themselves. */
const TOLD = ['rows_differ', 'not_a_number', 'missing_number', BAD_LABEL, LEFT_OUT_LABEL];

/** That a good part of the records does not come in, and why most of them do not; nothing where they are few. */
export function leftOutOf({ read, refusedCount, reasons, copies, isWhole }: ReadFile): string[] {
  const seen = read + refusedCount + copies.exact;
  const untold = [...reasons].filter(([code]) => !TOLD.includes(code)).sort(([, a], [, b]) => b.count - a.count);
  const leftOut = untold.reduce((sum, [, { count }]) => sum + count, 0);
  const [main] = untold;
  if (read === 0 || leftOut <= FEW * seen || !main) return [];
  const [code, { place, reason, count: alike }] = main;
  const some = `${count(leftOut)} of ${isWhole ? '' : 'the first '}${many(seen, 'record')}`;
  const [are, have] = leftOut === 1 ? ['is', 'has'] : ['are', 'have'];
  if (alike < leftOut) return [`${some} ${are} left out, ${count(alike)} of them as ${place}: ${reason}`];
  const why = code === 'missing_content' ? `${have} no content and ` : '';
  return [`${some} ${why}${are} left out, ${leftOut === 1 ? 'at' : 'the first at'} ${place}: ${reason}`];
}

interface Coming {
  /** Records that a project may have. */
  most: number;
  /** Those that it has. */
  there: number;
  /** New ones of the file, as far as is known of the whole. */
  fresh: number;
  isWhole: boolean;
}

/** That the file has more records than the project may take; nothing where it has not. */
export function beyondLimit({ most, there, fresh, isWhole }: Coming): string[] {
  const room = Math.max(0, most - there);
  if (fresh <= room) return [];
  const what = `${there > 0 ? 'new ' : ''}record${fresh === 1 ? '' : 's'}`;
  // Of two digits an estimate may be no more than there is room for.
  const isNear = !isWhole && rounded(fresh) <= room;
  const file = isNear ? `The file may have more ${what} than that` : `The file has ${roughly(fresh, isWhole)} ${what}`;
  const has = there > 0 ? `, of which this one has ${count(there)} already` : '';
  const rest = room > 0 ? `the first ${count(room)} come in, and the rest is left out` : 'none of them comes in';
  const limit = `a project has at most ${count(most)}${has}`;
  return [
    `${isNear ? `A${limit.slice(1)}. ${file}` : `${file}, and ${limit}`}: ${rest}. An admin can raise that limit under "Limits".`,
  ];
}
