import { ProjectSettings } from '@querent/contracts';
import { notifyProject, type Transaction, transaction } from '@querent/db';
import type { SystemContext } from '../context/context.js';
import { databaseTime } from '../context/database-time.js';
import { openColdStart } from '../rounds/open-cold-start.js';
import { drawHoldout } from './draw-holdout.js';

/**
 * Draws the holdout at random among the records whose answer is known, and opens the cold start where that needs no features:
 * before this nobody can be asked anything, so the holdout is drawn before the first question. It happens once, and follows
 * from the seed.
 *
 * @returns whether it had happened before
 */
export async function beginLabelling({ db }: Pick<SystemContext, 'db'>, projectId: string): Promise<boolean> {
  return transaction(db, async (tx) => {
    await tx.$queryRaw`SELECT id FROM project WHERE id = ${projectId} FOR NO KEY UPDATE`;
    const { begunAt, nextIndex, holdout, ...project } = await tx.project.findUniqueOrThrow({
      where: { id: projectId },
    });
    if (begunAt) return true;
    if (nextIndex === 0) return false;
    const settings = ProjectSettings.parse(project.settings);
    await drawHoldout(tx, { projectId, seed: settings.seed, total: nextIndex, wanted: holdout });
    await tx.project.update({ where: { id: projectId }, data: { begunAt: await databaseTime(tx) } });
    await openColdStart(tx, projectId);
    await notifyProject(tx, projectId);
    return false;
  });
}

export const hasBegun = async ({ db }: { db: Transaction }, projectId: string): Promise<boolean> =>
  (await db.project.count({ where: { id: projectId, begunAt: { not: null } } })) > 0;
