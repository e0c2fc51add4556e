import type { Db, Transaction } from './client.js';

const TRIES = 5;
/** PostgreSQL's serialization_failure and deadlock_detected, and Prisma's word for both. */
const CONFLICTS = ['40001', '40P01', 'P2034'];

/**
 * Runs `work` in a transaction. One that lost a deadlock or a race is run again from its beginning: it has changed nothing.
 * Who takes several locks takes them in this order: a person's or round's advisory lock, the project, records (of several
 * only those that are free), then what belongs to a record, such as its lease and label.
 *
 * @throws what `work` throws; a conflict only where it comes five times in a row
 */
export async function transaction<Result>(db: Db, work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.$transaction(work);
    } catch (error) {
      if (attempt === TRIES || !isConflict(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** attempt));
    }
  }
}

/** Whether an error, or one that it was made from, is a conflict of two transactions. */
function isConflict(error: unknown): boolean {
  for (let at = error as Nested | undefined, depth = 0; at && depth < 5; at = at.cause as Nested | undefined, depth++) {
    const codes = [at.code, at.originalCode, at.meta?.code, at.meta?.driverAdapterError?.cause?.originalCode];
    if (codes.some((code) => code !== undefined && CONFLICTS.includes(code))) return true;
    if (at.kind === 'TransactionWriteConflict') return true;
  }
  return false;
}

/** Where Prisma and its driver put the code of PostgreSQL. */
interface Nested {
  code?: string;
  originalCode?: string;
  kind?: string;
  cause?: unknown;
  meta?: { code?: string; driverAdapterError?: { cause?: { originalCode?: string } } };
}
