import type { Transaction } from '@querent/db';
import { readServing } from './serving.js';

/**
 * Lets go of the files of models that are neither among the latest of their project, nor pinned, nor serve: the sweep of the
 * store then frees them, and those that were made of them for others. Their rows and figures stay, so that the curve does. What
 * one said of the holdout is small, and stays.
 */
export async function freeModels(db: Transaction): Promise<void> {
  const projects = await db.project.findMany({
    where: { removedAt: null, models: { some: { stateKey: { not: null } } } },
    select: { id: true },
  });
  for (const { id } of projects) {
    const { modelId, kept } = await readServing(db, id);
    // Of rounds that have closed: what is open asks by its model, and one that failed or was stopped may be tried again.
    await db.$executeRaw`
      UPDATE model SET state_key = NULL, graph_key = NULL
      WHERE project_id = ${id} AND state_key IS NOT NULL AND pinned_at IS NULL AND id <> ${modelId ?? ''}
        AND id NOT IN (SELECT id FROM model WHERE project_id = ${id} ORDER BY created_at DESC LIMIT ${kept})
        AND round_id IN (SELECT id FROM round WHERE project_id = ${id} AND state = 'closed')`;
  }
  await db.modelExport.deleteMany({ where: { model: { stateKey: null } } });
}

/** Rounds that score no more; one that failed or was stopped begins from the start where it is tried again. */
const ENDED = { state: { in: ['closed' as const, 'failed' as const, 'stopped' as const] } };

/**
 * Lets go of the graphs of rounds that are over, but for those of models that serve or are pinned: these answer predictions. A
 * graph that is wanted after all is drawn anew.
 */
export async function freeGraphs(db: Transaction): Promise<void> {
  const where = { round: ENDED, graphKey: { not: null }, pinnedAt: null };
  const rows = await db.model.findMany({ where, distinct: ['projectId'], select: { projectId: true } });
  for (const { projectId } of rows) {
    const { modelId } = await readServing(db, projectId);
    await db.model.updateMany({
      where: { ...where, projectId, ...(modelId ? { id: { not: modelId } } : {}) },
      data: { graphKey: null },
    });
  }
}
