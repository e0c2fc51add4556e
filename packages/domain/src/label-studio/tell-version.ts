import type { Db } from '@querent/db';
import { readServing, servingSelect } from '../models/serving.js';
import { graphOf, modelToServe } from '../predictions/served-model.js';
import type { StudioRow, StudioSystemContext } from './link.js';
import type { StudioClient } from './studio-client.js';

/** Tasks whose predictions are retrieved at once: Label Studio waits 100 seconds for them. */
const BATCH = 200;

/** The version of the model that serves, where it knows the classes of today; null where there is none. */
export async function servedVersion(db: Db, projectId: string): Promise<string | null> {
  const { modelId } = await readServing(db, projectId);
  const row = modelId === null ? null : await db.model.findUnique({ where: { id: modelId } });
  return row && !row.isStale ? row.version : null;
}

/**
 * Has Label Studio ask for the predictions of the model that serves, of the tasks that nobody has answered, and then makes that
 * model the one that orders them there: only tasks with a prediction of exactly its version are ordered by it.
 *
 * @throws model_not_ready where the model is being made ready; what Label Studio answers
 */
export async function tellVersion(
  context: StudioSystemContext,
  link: StudioRow,
  client: StudioClient,
  signal: AbortSignal,
): Promise<void> {
  const { db } = context;
  const version = link.setsVersion ? await servedVersion(db, link.projectId) : null;
  if (version === null) return;
  for (let isFirst = true; ; isFirst = false) {
    signal.throwIfAborted();
    const tasks = await unpredicted(db, link.id, version);
    if (tasks.length === 0) break;
    // Whoever would be asked in vain is not asked.
    if (isFirst) {
      const where = { id: link.projectId };
      const project = await db.project.findUniqueOrThrow({ where, select: servingSelect });
      await graphOf(context, (await modelToServe(db, project)).row);
    }
    await client.retrievePredictions(link.studioProjectId, tasks);
    await db.studioTask.updateMany({ where: { linkId: link.id, taskId: { in: tasks } }, data: { version } });
  }
  if (link.version === version) return;
  // A version that no prediction has is refused there.
  if ((await db.studioTask.count({ where: { linkId: link.id, version } })) > 0)
    await client.setVersion(link.studioProjectId, version).catch(async (error) => {
      // It has stored none of those that were retrieved, whatever it said: they are retrieved again.
      await db.studioTask.updateMany({ where: { linkId: link.id, version }, data: { version: null } });
      throw error;
    });
  await db.studioLink.updateMany({ where: { id: link.id }, data: { version } });
}

async function unpredicted(db: Db, linkId: string, version: string): Promise<number[]> {
  const rows = await db.studioTask.findMany({
    where: {
      linkId,
      OR: [{ version: null }, { version: { not: version } }],
      record: { hasLabel: false, removedAt: null, split: 'pool' },
    },
    orderBy: { taskId: 'asc' },
    select: { taskId: true },
    take: BATCH,
  });
  return rows.map(({ taskId }) => taskId);
}
