import type { Db } from '@querent/db';
import type { CountedRow } from '../queue/attempt.js';
import { logRound, WORKER } from './log.js';
import { UNFINISHED } from './round.js';

const wornOut = (what: string) =>
  `The worker ended three times while it ${what}, most likely for want of memory. Labelling goes on. Choose another model or fewer draws in the settings, or give the machine more memory, then try again.`;

/** Where the attempts of a round's stages are counted. */
export const roundAttempts = (db: Db, { id, state }: { id: string; state: string }): CountedRow => ({
  async add(attempts) {
    const where = { id, state: { in: UNFINISHED } };
    const [row] = await db.round.updateManyAndReturn({ where, data: { attempts: { increment: attempts } } });
    if (attempts > 0 && row && row.attempts > 1)
      await logRound(
        db,
        id,
        `Taken up again by worker ${WORKER}: attempt ${Math.min(3, row.attempts)} of 3 at this stage.`,
        'warning',
      );
    return row?.attempts ?? null;
  },
  code: 'training_failed',
  wornOut: wornOut(state === 'scoring' ? 'chose the questions of this round' : 'trained this round'),
});

/** Where those of a part of the pool are. */
export const partAttempts = (db: Db, { roundId, start }: { roundId: string; start: number }): CountedRow => ({
  async add(attempts) {
    const where = { roundId, start, objectKey: null, round: { state: 'scoring' as const } };
    const [row] = await db.scorePart.updateManyAndReturn({ where, data: { attempts: { increment: attempts } } });
    return row?.attempts ?? null;
  },
  code: 'training_failed',
  wornOut: wornOut('scored the pool for this round'),
});
