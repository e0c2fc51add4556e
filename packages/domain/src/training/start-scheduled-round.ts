import { ProjectSettings } from '@querent/contracts';
import { transaction } from '@querent/db';
import type { SystemContext } from '../context/context.js';
import { enqueueAfterCommit } from '../queue/enqueue-after-commit.js';
import { roundJob } from '../queue/jobs.js';
import { planNextRound } from '../rounds/next-round.js';
import { findLatestRound, UNFINISHED } from '../rounds/round.js';
import { lastTimeOf } from './schedule.js';

/**
 * Starts the round that a project's schedule asks for, once for each scheduled time: also where nobody looked at that time, since
 * no worker ran. One that computes is waited for; without new labels, or while training is paused, the time goes by.
 *
 * @param now by the database's clock
 */
export async function startScheduledRound(
  { db, queue }: Pick<SystemContext, 'db' | 'queue'>,
  projectId: string,
  now: Date,
): Promise<void> {
  const round = await transaction(db, async (tx) => {
    await tx.$queryRaw`SELECT id FROM project WHERE id = ${projectId} FOR NO KEY UPDATE`;
    const { settings, scheduleSeenAt } = await tx.project.findUniqueOrThrow({ where: { id: projectId } });
    const { schedule } = ProjectSettings.parse(settings);
    if (!schedule) return null;
    const isTime = scheduleSeenAt !== null && lastTimeOf(schedule, now) > scheduleSeenAt;
    if (scheduleSeenAt && !isTime) return null;
    const latest = await findLatestRound(tx, projectId);
    if (isTime && latest && UNFINISHED.includes(latest.state)) return null;
    await tx.project.update({ where: { id: projectId }, data: { scheduleSeenAt: now } });
    return isTime ? planNextRound(tx, projectId, 'clock') : null;
  });
  if (round) await enqueueAfterCommit(queue, roundJob(round.id));
}
