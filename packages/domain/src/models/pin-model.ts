import type { Model, ModelChange } from '@querent/contracts';
import { transaction } from '@querent/db';
import type { Context } from '../context/context.js';
import { databaseTime } from '../context/database-time.js';
import { findModelOf, getModelRow, requireFiles, toModel } from './model.js';
import { readServing } from './serving.js';

/** Pins a model, so that its files stay, or lets go of it. @throws model_not_found, forbidden, model_freed */
export async function pinModel(
  context: Context,
  { modelId, isPinned }: ModelChange & { modelId: string },
): Promise<Model> {
  const { projectId } = await getModelRow(context, modelId);
  return transaction(context.db, async (tx) => {
    // Held against the sweep that frees files.
    await tx.$queryRaw`SELECT id FROM model WHERE id = ${modelId} FOR NO KEY UPDATE`;
    const row = await findModelOf(tx, projectId, modelId);
    if (isPinned) requireFiles(row);
    await tx.model.update({ where: { id: modelId }, data: { pinnedAt: isPinned ? await databaseTime(tx) : null } });
    const { modelId: servingId } = await readServing(tx, projectId);
    return toModel(await findModelOf(tx, projectId, modelId), servingId);
  });
}
