import type { Encoding as CoreEncoding } from '@querent/core/encoders';
import type { Db } from '@querent/db';
import type { JobQueue } from '@querent/queue';
import { toCoreEncoding } from '../encodings/encoding.js';
import { DomainError } from '../errors.js';
import { findModelOf, type ModelRow, requireFiles } from '../models/model.js';
import { readServing } from '../models/serving.js';
import { askForGraph } from '../models/serving-graph.js';
import { enqueueAfterCommit } from '../queue/enqueue-after-commit.js';

interface Served {
  row: ModelRow;
  encoding: CoreEncoding;
}

/**
 * The model that is to predict: the one that serves, or another that somebody names.
 *
 * @throws no_model, model_not_found, model_freed; model_stale where its classes are not those of today
 */
export async function modelToServe(db: Db, projectId: string, modelId?: string): Promise<Served> {
  const id = modelId ?? (await readServing(db, projectId)).modelId;
  if (id === null)
    throw new DomainError(
      'no_model',
      'There is no model yet: one is trained once enough records are labelled. Label some more, or train one on the project page.',
    );
  const row = await findModelOf(db, projectId, id);
  requireFiles(row);
  if (row.isStale)
    throw new DomainError(
      'model_stale',
      `The classes of the project have changed since ${row.version} was trained, so that it cannot tell those of today. Train a new model, or name one that was trained since.`,
    );
  const encodingRow = row.encodingId && (await db.encoding.findUnique({ where: { id: row.encodingId } }));
  const encoding = encodingRow ? toCoreEncoding(encodingRow) : null;
  if (!encoding)
    throw new DomainError(
      'model_freed',
      `It is not known any more how records became features for ${row.version}. Train a new model.`,
    );
  return { row, encoding };
}

/** @throws model_not_ready where the graph is yet to be drawn, which then happens; training_failed where it cannot be */
export async function graphOf({ db, queue }: { db: Db; queue: JobQueue }, row: ModelRow): Promise<string> {
  if (row.graphKey) return row.graphKey;
  if (row.drawError)
    throw new DomainError(
      'training_failed',
      `${row.version} could not be made ready to predict: ${row.drawError} To try again, choose it as the model that serves.`,
    );
  const job = await askForGraph(db, row.id);
  if (job) await enqueueAfterCommit(queue, job);
  throw new DomainError(
    'model_not_ready',
    `${row.version} is being made ready to predict, which takes some seconds. Try again then.`,
    { retryAfterSeconds: 3 },
  );
}
