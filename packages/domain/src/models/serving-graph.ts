import type { Db, Transaction } from '@querent/db';
import type { JobQueue, JobRef } from '@querent/queue';
import { databaseTime } from '../context/database-time.js';
import { enqueueAfterCommit } from '../queue/enqueue-after-commit.js';
import { drawingJob } from '../queue/jobs.js';
import { readServing } from './serving.js';

/** Models whose graph has been asked for and is not there. */
export const UNDRAWN = { graphAskedAt: { not: null }, graphKey: null, stateKey: { not: null }, drawError: null };

/**
 * Asks for the graph of a model where it is gone: freed, as its round is over, before the model was to serve.
 *
 * @returns the job for after the commit; null where the graph is there, or cannot be drawn
 */
export async function askForGraph(db: Transaction, modelId: string): Promise<JobRef | null> {
  const { count } = await db.model.updateMany({
    where: { id: modelId, graphKey: null, stateKey: { not: null }, drawError: null },
    data: { graphAskedAt: await databaseTime(db) },
  });
  return count > 0 ? drawingJob(modelId) : null;
}

/** Asks for the graph of the model that serves, before somebody wants a prediction. */
export async function wantServingGraph({ db, queue }: { db: Db; queue: JobQueue }, projectId: string): Promise<void> {
  const { modelId } = await readServing(db, projectId);
  const job = modelId && (await askForGraph(db, modelId));
  if (job) await enqueueAfterCommit(queue, job);
}
