import type { ModelExport, RequestModelExport } from '@querent/contracts';
import { notifyProject, transaction } from '@querent/db';
import type { Context } from '../context/context.js';
import { DomainError } from '../errors.js';
import { findModelOf, requireFiles } from '../models/model.js';
import { enqueueAfterCommit } from '../queue/enqueue-after-commit.js';
import { exportJob } from '../queue/jobs.js';
import { getToldModel, reasonAgainst, toModelExport, UNFINISHED_EXPORT } from './model-export.js';

/**
 * Has a file made of a model. One that is there, or is being made, stays as it is, unless what it says of itself has changed;
 * one that failed is tried again.
 *
 * @throws model_not_found, forbidden, model_freed; invalid_input where the form cannot be made of this model
 */
export async function requestModelExport(
  context: Context,
  { modelId, form }: RequestModelExport & { modelId: string },
): Promise<ModelExport> {
  const { db, queue } = context;
  const model = await getToldModel(context, modelId);
  requireFiles(model.row);
  const reason = await reasonAgainst(model, form);
  if (reason) throw new DomainError('invalid_input', reason);
  const { projectId } = model.row;
  const row = await transaction(db, async (tx) => {
    // Held against the sweep that frees files, and against whoever asks for the same at this moment.
    await tx.$queryRaw`SELECT id FROM model WHERE id = ${modelId} FOR NO KEY UPDATE`;
    requireFiles(await findModelOf(tx, projectId, modelId));
    const own = { modelId_form: { modelId, form } };
    const there = await tx.modelExport.findUnique({ where: own });
    const isKept =
      there && (UNFINISHED_EXPORT.includes(there.state) || (there.state === 'done' && there.says === model.says));
    if (isKept) return there;
    const waiting = { state: 'queued' as const, objectKey: null, attempts: 0, error: null };
    return tx.modelExport.upsert({ where: own, create: { modelId, form }, update: waiting });
  });
  if (UNFINISHED_EXPORT.includes(row.state)) await enqueueAfterCommit(queue, exportJob(row.id));
  await notifyProject(db, projectId);
  return toModelExport(model, form, row);
}
