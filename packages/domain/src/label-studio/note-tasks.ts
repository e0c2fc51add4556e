import type { Db, Transaction } from '@querent/db';
import { databaseTime } from '../context/database-time.js';
import type { StudioRow } from './link.js';
import type { StudioClient } from './studio-client.js';

/** Ids that are asked for at once. */
const PAGE = 500;
/** A webhook that found nobody at home is not sent again: what changed there is asked for now and then. */
export const CATCH_UP_MS = 600_000;
/** Clocks differ, and what was being written was not seen. */
const OVERLAP_MS = 120_000;

/** Notes that something was heard of tasks, which are then fetched. */
export async function noteTasks(db: Transaction, linkId: string, taskIds: number[]): Promise<void> {
  if (taskIds.length === 0) return;
  await db.$executeRaw`
    INSERT INTO studio_task AS t (link_id, task_id) SELECT ${linkId}, id FROM unnest(${taskIds}::int[]) AS given (id)
    GROUP BY id ORDER BY id
    ON CONFLICT (link_id, task_id) DO UPDATE SET noted = t.noted + 1`;
}

/** Notes all tasks there, the first time and where somebody asked for that, and else those that changed since it was last done. */
export async function noteFromThere(db: Db, link: StudioRow, client: StudioClient): Promise<void> {
  const { id, wantsAll, lookedAt, studioProjectId } = link;
  const now = await databaseTime(db);
  if (!wantsAll && lookedAt && now.getTime() - lookedAt.getTime() < CATCH_UP_MS) return;
  const since = wantsAll || !lookedAt ? null : new Date(lookedAt.getTime() - OVERLAP_MS);
  // What was here and is gone there is found when it is asked for.
  if (since === null) await db.$executeRaw`UPDATE studio_task SET noted = noted + 1 WHERE link_id = ${id}`;
  for (let page = 1; ; page++) {
    const { ids, hasMore } = await client.taskIds(studioProjectId, { page, size: PAGE, since });
    await noteTasks(db, id, ids);
    if (!hasMore || ids.length === 0) break;
  }
  await db.studioLink.updateMany({ where: { id }, data: { wantsAll: false, lookedAt: now } });
}
