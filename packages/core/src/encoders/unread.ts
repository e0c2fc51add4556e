import type { Encoder } from './encoder.js';

/** What an encoder cannot read of a pool. */
export interface Unread {
  /** Mean over the records of the share that it cannot read, in [0, 1]. */
  share: number;
  /** Records of which it reads less than half. */
  records: number;
  /** What a person should know and do, or null where there is nothing to say. */
  advice: string | null;
}

/** Below, a pool is read well enough to say nothing. */
const WORTH_SAYING = 0.01;

/**
 * What an encoder cannot read of a pool, with words for a person.
 *
 * @param unreadN [N] shares in [0, 1], as `Opened.unread` gives them
 */
export function summarizeUnread({ title, advice }: Encoder, unreadN: ArrayLike<number>): Unread {
  let [sum, records] = [0, 0];
  for (let n = 0; n < unreadN.length; n++) {
    sum += unreadN[n]!;
    if (unreadN[n]! > 0.5) records++;
  }
  const share = unreadN.length > 0 ? sum / unreadN.length : 0;
  if (share < WORTH_SAYING || !advice) return { share, records, advice: null };
  const percent = Math.round(100 * share);
  return {
    share,
    records,
    advice: `"${title}" cannot read ${percent} % of this pool; of ${records} of ${unreadN.length} records it reads less than half, and does not tell these apart. ${advice}`,
  };
}
