import type { Db } from '@querent/db';
import type { CountedRow } from '../queue/attempt.js';
import { UNFINISHED_ENCODING } from './encoding.js';

/** Where the attempts of an encoding are counted, until it has stored features of a batch. */
export const encodingAttempts = (db: Db, id: string): CountedRow => ({
  async add(attempts) {
    const where = { id, state: { in: UNFINISHED_ENCODING } };
    const [row] = await db.encoding.updateManyAndReturn({ where, data: { attempts: { increment: attempts } } });
    return row?.attempts ?? null;
  },
  code: 'encoding_failed',
  wornOut:
    'The worker ended three times while it encoded these records, most likely for want of memory. Labelling goes on. Choose another encoder, or give the machine more memory, then try again.',
});
