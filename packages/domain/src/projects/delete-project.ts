import { notifyProject, transaction } from '@querent/db';
import { requireManager } from '../context/access.js';
import type { Context } from '../context/context.js';
import { databaseTime } from '../context/database-time.js';
import { UNFINISHED_ENCODING } from '../encodings/encoding.js';
import { UNFINISHED_IMPORT } from '../imports/attempts.js';
import { enqueueAfterCommit } from '../queue/enqueue-after-commit.js';
import { removalJob } from '../queue/jobs.js';
import { UNFINISHED } from '../rounds/round.js';

const REASON = 'The project has been removed.';

/**
 * Removes a project: nobody sees it any more and nothing is computed for it. Its rows and files go in the background.
 *
 * @throws project_not_found, forbidden
 */
export async function deleteProject(
  { db, queue, actor }: Context,
  { projectId }: { projectId: string },
): Promise<void> {
  await requireManager(db, actor, projectId);
  await transaction(db, async (tx) => {
    await tx.project.update({ where: { id: projectId }, data: { removedAt: await databaseTime(tx) } });
    const stopped = { state: 'failed' as const, error: REASON };
    await tx.round.updateMany({ where: { projectId, state: { in: UNFINISHED } }, data: stopped });
    await tx.import.updateMany({ where: { projectId, state: { in: UNFINISHED_IMPORT } }, data: stopped });
    await tx.encoding.updateMany({ where: { projectId, state: { in: UNFINISHED_ENCODING } }, data: stopped });
    await notifyProject(tx, projectId);
  });
  await enqueueAfterCommit(queue, removalJob(projectId));
}
