import { notifyProject, type Prisma, type Transaction } from '@querent/db';
import { databaseTime } from '../context/database-time.js';
import { logRound } from '../rounds/log.js';

/** Rounds that wait for predictions no longer: all have come, or the time is over. */
export const WAITED_ENOUGH = (now: Date): Prisma.RoundWhereInput => ({
  state: 'waiting',
  awaited: { OR: [{ completedAt: { not: null } }, { until: { lte: now } }] },
});

/** Tells the projects of which an outside model has let half of the time go by. */
export async function remindAwaited(db: Transaction): Promise<void> {
  const now = await databaseTime(db);
  const due = await db.awaited.findMany({
    where: { remindAt: { lte: now }, remindedAt: null, completedAt: null, round: { state: 'waiting' } },
    select: { roundId: true, round: { select: { projectId: true } } },
  });
  for (const { roundId, round } of due) {
    await db.awaited.updateMany({ where: { roundId, remindedAt: null }, data: { remindedAt: now } });
    await logRound(db, roundId, 'Half of the time is over, and predictions are missing.', 'warning');
    await notifyProject(db, round.projectId);
  }
}
