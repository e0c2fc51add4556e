import { type Db, notifyProject, transaction } from '@querent/db';
import type { SystemContext } from '../context/context.js';
import { databaseTime } from '../context/database-time.js';
import { DomainError } from '../errors.js';
import { runDrawing } from '../models/run-drawing.js';
import { askForGraph } from '../models/serving-graph.js';
import { attempt, type CountedRow } from '../queue/attempt.js';
import type { RoundCompute, ShardRef } from '../rounds/compute.js';
import { UNFINISHED_PREDICTIONS } from './prediction-set.js';

type ComputeContext = SystemContext & { compute: RoundCompute };

/** Where the attempts at a part are counted. */
const setAttempts = (db: Db, id: string): CountedRow => ({
  async add(attempts) {
    const where = { id, ...UNFINISHED_PREDICTIONS };
    const [row] = await db.predictionSet.updateManyAndReturn({ where, data: { attempts: { increment: attempts } } });
    return row?.attempts ?? null;
  },
  code: 'training_failed',
  wornOut:
    'The worker ended three times while it predicted, most likely for want of memory. Choose another model, or give the machine more memory, and start again.',
});

/**
 * What a model says of all records, shard by shard: one that is cut short goes on with the shards that are missing, and one that
 * is removed meanwhile ends after the shard in hand.
 *
 * @throws DomainError training_failed, object_not_found, …; the caller decides about another attempt
 */
export async function runPredictions(
  context: ComputeContext,
  { setId }: { setId: string },
  signal: AbortSignal,
): Promise<void> {
  while (await attempt(setAttempts(context.db, setId), signal, () => predictNext(context, setId, signal)));
}

/** One shard. @returns whether there may be another */
async function predictNext(context: ComputeContext, setId: string, signal: AbortSignal): Promise<boolean> {
  const { db, compute } = context;
  signal.throwIfAborted();
  const set = await db.predictionSet.findUnique({ where: { id: setId }, include: { model: true } });
  if (!set) return false;
  const { projectId, model, total } = set;
  const shard = await nextShard(db, setId, model.encodingId);
  if (!shard || set.done >= total) {
    const data = {
      state: 'done' as const,
      total: set.done,
      finishedAt: await databaseTime(db),
      attempts: 0,
      error: null,
    };
    await db.predictionSet.updateMany({ where: { id: setId }, data });
    await notifyProject(db, projectId);
    return false;
  }
  // Also in the middle: the sweep frees graphs of models that do not serve.
  if (!model.graphKey) {
    await askForGraph(db, model.id);
    await runDrawing(context, { modelId: model.id }, signal);
    const { graphKey, drawError } = await db.model.findUniqueOrThrow({ where: { id: model.id } });
    if (!graphKey) throw new DomainError('training_failed', drawError ?? 'The files of this model have been freed.');
    return true;
  }
  const { objectKey } = await compute.predict({ graphKey: model.graphKey, shard }, { signal, onProgress: () => {} });
  const { start, count } = shard;
  await transaction(db, async (tx) => {
    const where = { id: setId, ...UNFINISHED_PREDICTIONS };
    const data = { state: 'running' as const, attempts: 0, done: { increment: count } };
    // Held against its removal; a second worker finds the part there.
    if ((await tx.predictionSet.updateMany({ where, data })).count > 0)
      await tx.predictionPart.create({ data: { setId, start, count, objectKey } });
    await notifyProject(tx, projectId);
  });
  return true;
}

/** The first of the model's features that has no part. */
async function nextShard(db: Db, setId: string, encodingId: string | null): Promise<ShardRef | null> {
  const [shard] = await db.$queryRaw<ShardRef[]>`
    SELECT shard.start, shard.count, shard.object_key AS "objectKey" FROM feature_shard shard
    WHERE shard.encoding_id = ${encodingId}
      AND NOT EXISTS (SELECT 1 FROM prediction_part part WHERE part.set_id = ${setId} AND part.start = shard.start)
    ORDER BY shard.start LIMIT 1`;
  return shard ?? null;
}

/** Gives up, with the reason where people see it. */
export async function failPredictions(
  { db }: SystemContext,
  { setId }: { setId: string },
  reason: string,
): Promise<void> {
  const [row] = await db.predictionSet.updateManyAndReturn({
    where: { id: setId, ...UNFINISHED_PREDICTIONS },
    data: { state: 'failed', error: reason, finishedAt: await databaseTime(db) },
  });
  if (row) await notifyProject(db, row.projectId);
}
