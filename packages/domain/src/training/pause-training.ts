import type { Training } from '@querent/contracts';
import { notifyProject } from '@querent/db';
import { requireManager } from '../context/access.js';
import type { Context } from '../context/context.js';
import { databaseTime } from '../context/database-time.js';
import { toTraining, trainingSelect } from './training.js';

/**
 * No round begins by itself any more; one that computes goes on, labelling too, and "train now" trains. Paused already, it stays as
 * it was said.
 *
 * @throws project_not_found, forbidden
 */
export async function pauseTraining({ db, actor }: Context, { projectId }: { projectId: string }): Promise<Training> {
  await requireManager(db, actor, projectId);
  const { name } = await db.user.findUniqueOrThrow({ where: { id: actor.id }, select: { name: true } });
  await db.project.updateMany({
    where: { id: projectId, pausedAt: null },
    data: { pausedAt: await databaseTime(db), pausedBy: name, pauseReason: null },
  });
  await notifyProject(db, projectId);
  return toTraining(await db.project.findUniqueOrThrow({ where: { id: projectId }, select: trainingSelect }));
}
