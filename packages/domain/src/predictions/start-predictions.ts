import type { PredictionSet, StartPredictions } from '@querent/contracts';
import { notifyProject, transaction } from '@querent/db';
import { requireManager } from '../context/access.js';
import type { Context } from '../context/context.js';
import { DomainError } from '../errors.js';
import { servingSelect } from '../models/serving.js';
import { enqueueAfterCommit } from '../queue/enqueue-after-commit.js';
import { predictionsJob } from '../queue/jobs.js';
import { getSetRow, setInclude, toPredictionSet, UNFINISHED_PREDICTIONS } from './prediction-set.js';
import { modelToServe } from './served-model.js';

/** Of a project: each may be large, and the next is made in minutes. */
const MOST_KEPT = 5;

/**
 * Has the model that serves, or another, say what all records of the project are that have features by now.
 *
 * @throws project_not_found, forbidden, no_model, model_not_found, model_freed, model_stale, predictions_running
 */
export async function startPredictions(
  { db, queue, actor }: Context,
  { projectId, modelId }: StartPredictions & { projectId: string },
): Promise<PredictionSet> {
  await requireManager(db, actor, projectId);
  const project = await db.project.findUniqueOrThrow({ where: { id: projectId }, select: servingSelect });
  const { row } = await modelToServe(db, project, modelId);
  const made = await transaction(db, async (tx) => {
    await tx.$queryRaw`SELECT id FROM project WHERE id = ${projectId} FOR NO KEY UPDATE`;
    if ((await tx.predictionSet.count({ where: { projectId, ...UNFINISHED_PREDICTIONS } })) > 0)
      throw new DomainError(
        'predictions_running',
        'Predictions of this project are being made. Wait for them, or stop them first.',
      );
    const { _sum: sum } = await tx.featureShard.aggregate({
      where: { encodingId: row.encodingId! },
      _sum: { count: true },
    });
    const data = { projectId, modelId: row.id, total: sum.count ?? 0 };
    const set = await tx.predictionSet.create({ data, include: setInclude });
    const old = await tx.predictionSet.findMany({
      where: { projectId },
      orderBy: { id: 'desc' },
      skip: MOST_KEPT,
      select: { id: true },
    });
    await tx.predictionSet.deleteMany({ where: { id: { in: old.map(({ id }) => id) } } });
    await notifyProject(tx, projectId);
    return set;
  });
  await enqueueAfterCommit(queue, predictionsJob(made.id));
  return toPredictionSet(made);
}

/** The newest first. @throws project_not_found, forbidden */
export async function listPredictions(
  { db, actor }: Context,
  { projectId }: { projectId: string },
): Promise<{ items: PredictionSet[] }> {
  await requireManager(db, actor, projectId);
  const rows = await db.predictionSet.findMany({ where: { projectId }, orderBy: { id: 'desc' }, include: setInclude });
  return { items: rows.map(toPredictionSet) };
}

/** Whoever works on them notices after the shard in hand. @throws predictions_not_found, forbidden */
export async function removePredictions(context: Context, { predictionsId }: { predictionsId: string }) {
  const { id, projectId } = await getSetRow(context, predictionsId);
  await context.db.predictionSet.deleteMany({ where: { id } });
  await notifyProject(context.db, projectId);
  return { ok: true as const };
}
