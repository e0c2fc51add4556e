import type { Db, Transaction } from './client.js';
import { failureOf } from './failure.js';

const TRIES = 5;

/** What may come out otherwise when the work looks again: by then it finds what it ran into. */
const LOST = new Set(['conflict', 'taken']);

/**
 * Runs `work` in a transaction. One that lost a deadlock or a race is run again from its beginning: it has changed nothing.
 * A row that somebody else has made meanwhile is such a race, so that it is the work which says what that means.
 * Who takes several locks takes them in this order: a person's or round's advisory lock, the project, records (of several
 * only those that are free), then what belongs to a record, such as its lease and label.
 *
 * @throws what `work` throws; a lost race only where it comes five times in a row
 */
export async function transaction<Result>(db: Db, work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.$transaction(work);
    } catch (error) {
      if (attempt === TRIES || !LOST.has(failureOf(error) ?? '')) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** attempt));
    }
  }
}
