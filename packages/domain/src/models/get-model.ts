import type { Model } from '@querent/contracts';
import type { Context } from '../context/context.js';
import { getModelRow, toModel } from './model.js';
import { readServing } from './serving.js';

/** One model. @throws model_not_found, forbidden */
export async function getModel(context: Context, { modelId }: { modelId: string }): Promise<Model> {
  const row = await getModelRow(context, modelId);
  const { modelId: servingId } = await readServing(context.db, row.projectId);
  return toModel(row, servingId);
}
