import type { ImportState } from '@querent/contracts';
import type { Db } from '@querent/db';
import type { CountedRow } from '../queue/attempt.js';

/** States of an import that waits for a worker, or has one. */
export const UNFINISHED_IMPORT: ImportState[] = ['queued', 'running'];

/** Where the attempts of an import are counted, until it has stored a batch. */
export const importAttempts = (db: Db, id: string): CountedRow => ({
  async add(attempts) {
    const where = { id, state: { in: UNFINISHED_IMPORT } };
    const [row] = await db.import.updateManyAndReturn({ where, data: { attempts: { increment: attempts } } });
    return row?.attempts ?? null;
  },
  code: 'import_failed',
  wornOut:
    'The worker ended three times while it imported these records, most likely for want of memory. What has been imported stays. Give the machine more memory, then try again.',
});
