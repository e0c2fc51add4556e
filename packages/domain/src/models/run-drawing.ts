import { RoundConfig } from '@querent/contracts';
import { type Db, notifyProject } from '@querent/db';
import type { SystemContext } from '../context/context.js';
import { DomainError } from '../errors.js';
import { attempt, type CountedRow } from '../queue/attempt.js';
import { shardsOf } from '../records/shards.js';
import type { RoundCompute } from '../rounds/compute.js';
import { likelihoodOf } from '../tasks/project-task.js';
import { UNDRAWN } from './serving-graph.js';

/** Where the attempts at drawing a model are counted. */
const drawAttempts = (db: Db, id: string): CountedRow => ({
  async add(attempts) {
    const where = { id, ...UNDRAWN };
    const [row] = await db.model.updateManyAndReturn({ where, data: { drawAttempts: { increment: attempts } } });
    return row?.drawAttempts ?? null;
  },
  code: 'training_failed',
  wornOut:
    'The worker ended three times while it made this model ready to predict, most likely for want of memory. Choose another model, or give the machine more memory and choose this one again.',
});

/**
 * Draws the networks of a model anew, as its round drew them: from the same seed and settings they are the same ones, to the
 * last bit of the file.
 *
 * @throws DomainError object_not_found, object_corrupt, training_failed, …; the caller decides about another attempt
 */
export async function runDrawing(
  { db, compute }: SystemContext & { compute: RoundCompute },
  { modelId }: { modelId: string },
  signal: AbortSignal,
): Promise<void> {
  const model = await db.model.findFirst({
    where: { id: modelId, ...UNDRAWN },
    include: { round: true, project: { select: { taskKind: true } } },
  });
  if (!model?.stateKey) return;
  const { stateKey, encodingId, round, projectId, project } = model;
  await attempt(drawAttempts(db, modelId), signal, async () => {
    // Of the features it is looked at only of which type they are.
    const shards = encodingId ? await shardsOf(db, encodingId, 1) : [];
    if (shards.length === 0)
      throw new DomainError('training_failed', 'The features that this model learned from are gone. Train again.');
    const { graphKey, bytes } = await compute.draw(
      {
        ...{ shards, stateKey, seed: round.seed, config: RoundConfig.parse(round.config) },
        likelihood: likelihoodOf(project.taskKind),
      },
      { signal, onProgress: () => {} },
    );
    // Of this state: a round that was tried again meanwhile has another one.
    const data = { graphKey, graphBytes: bytes, graphAskedAt: null, drawAttempts: 0 };
    await db.model.updateMany({ where: { id: modelId, stateKey }, data });
  });
  await notifyProject(db, projectId);
}

/** Gives up, and says why to whoever wants a prediction. */
export async function failDrawing(
  { db }: SystemContext,
  { modelId }: { modelId: string },
  reason: string,
): Promise<void> {
  await db.model.updateMany({ where: { id: modelId, ...UNDRAWN }, data: { drawError: reason } });
}
