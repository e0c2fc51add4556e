import type { SystemContext } from '../context/context.js';
import { databaseTime } from '../context/database-time.js';
import { UNENDED_TRIAL } from './trial.js';

/** Keeps the reason where people see it. */
export async function failTrial({ db }: SystemContext, { trialId }: { trialId: string }, error: string): Promise<void> {
  await db.trial.updateMany({
    where: { id: trialId, state: { in: UNENDED_TRIAL } },
    data: { state: 'failed', error, endedAt: await databaseTime(db) },
  });
}
