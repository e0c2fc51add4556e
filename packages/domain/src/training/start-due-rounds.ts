import type { SystemContext } from '../context/context.js';
import { databaseTime } from '../context/database-time.js';
import { countRecords } from '../records/counts.js';
import { startDueRound } from '../rounds/next-round.js';
import { startScheduledRound } from './start-scheduled-round.js';

/** Looks after all projects: for a round that was due when a process died, and for those that the clock begins. */
export async function startDueRounds({ db, queue }: Pick<SystemContext, 'db' | 'queue'>, now?: Date): Promise<void> {
  const projects = await db.$queryRaw<{ id: string; isScheduled: boolean }[]>`
    SELECT id, jsonb_typeof(settings -> 'schedule') = 'object' AS "isScheduled" FROM project WHERE removed_at IS NULL`;
  const countsOf = await countRecords(
    db,
    projects.map(({ id }) => id),
  );
  for (const { id, isScheduled } of projects) {
    if (isScheduled) await startScheduledRound({ db, queue }, id, now ?? (await databaseTime(db)));
    if (countsOf(id).labelled > 0) await startDueRound({ db, queue }, id);
  }
}
