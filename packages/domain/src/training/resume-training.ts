import type { Training } from '@querent/contracts';
import { notifyProject, transaction } from '@querent/db';
import { requireManager } from '../context/access.js';
import type { Context } from '../context/context.js';
import { startDueRound } from '../rounds/next-round.js';
import { findLatestRound } from '../rounds/round.js';
import { toTraining, trainingSelect } from './training.js';

/**
 * Rounds begin by themselves again, at once where one is due. After a pause by the stopping rule this is to go on anyway: the rule
 * has to hold anew, for as many rounds as it is set to.
 *
 * @throws project_not_found, forbidden
 */
export async function resumeTraining(context: Context, { projectId }: { projectId: string }): Promise<Training> {
  const { db, actor } = context;
  await requireManager(db, actor, projectId);
  await transaction(db, async (tx) => {
    await tx.$queryRaw`SELECT id FROM project WHERE id = ${projectId} FOR NO KEY UPDATE`;
    const { pausedAt, pausedBy } = await tx.project.findUniqueOrThrow({ where: { id: projectId } });
    if (!pausedAt) return;
    const latest = await findLatestRound(tx, projectId);
    const anew = pausedBy === null ? { judgedFrom: (latest?.number ?? 0) + 1 } : {};
    await tx.project.update({
      where: { id: projectId },
      data: { pausedAt: null, pausedBy: null, pauseReason: null, ...anew },
    });
    await notifyProject(tx, projectId);
  });
  await startDueRound(context, projectId);
  return toTraining(await db.project.findUniqueOrThrow({ where: { id: projectId }, select: trainingSelect }));
}
