import type { Encoding as CoreEncoding } from '@querent/core/encoders';
import type { Db, Prisma } from '@querent/db';
import type { JobQueue } from '@querent/queue';
import { toCoreEncoding } from '../encodings/encoding.js';
import { DomainError } from '../errors.js';
import { FINISHED, modelNotFound, requireFiles } from '../models/model.js';
import { type ServingRow, servingIdOf } from '../models/serving.js';
import { askForGraph } from '../models/serving-graph.js';
import { enqueueAfterCommit } from '../queue/enqueue-after-commit.js';
import { OUTSIDE } from '../rounds/await-predictions.js';

const select = {
  ...{ id: true, version: true, stateKey: true, graphKey: true, drawError: true, isStale: true },
  ...{ classIds: true, encodingId: true, posterior: true },
} satisfies Prisma.ModelSelect;
export type ServedRow = Prisma.ModelGetPayload<{ select: typeof select }>;

interface Served {
  row: ServedRow;
  encoding: CoreEncoding;
}

/** What encoders have learned does not change, and may be large: of those that were asked for last it is read once. */
const encodings = new Map<string, CoreEncoding>();
const MOST_ENCODINGS = 20;

async function encodingOf(db: Db, id: string): Promise<CoreEncoding | null> {
  const known = encodings.get(id);
  if (known) return known;
  const row = await db.encoding.findUnique({ where: { id } });
  const encoding = row && toCoreEncoding(row);
  if (encoding) encodings.set(id, encoding);
  if (encodings.size > MOST_ENCODINGS) encodings.delete(encodings.keys().next().value!);
  return encoding;
}

/**
 * The model that is to predict: the one that serves, or another that somebody names.
 *
 * @throws no_model, model_not_found, model_freed; model_stale where its classes are not those of today
 */
export async function modelToServe(db: Db, project: ServingRow, modelId?: string): Promise<Served> {
  const id = modelId ?? (await servingIdOf(db, project));
  if (id === null)
    throw new DomainError(
      'no_model',
      (await db.model.count({ where: { projectId: project.id, posterior: { equals: OUTSIDE }, ...FINISHED } })) > 0
        ? 'The models of this project are outside of Querent, which has what they said of its records and cannot ask them about others. Ask the model itself, or choose in the settings one that is trained here.'
        : 'There is no model yet: one is trained once enough records are labelled. Label some more, or train one on the project page.',
    );
  // Without its figures, which nobody reads here: each relation is a question to the database.
  const row = await db.model.findFirst({ where: { id, projectId: project.id, ...FINISHED }, select });
  if (!row) throw modelNotFound();
  requireFiles(row);
  if (row.isStale)
    throw new DomainError(
      'model_stale',
      `The classes of the project have changed since ${row.version} was trained, so that it cannot tell those of today. Train a new model, or name one that was trained since.`,
    );
  const encoding = row.encodingId === null ? null : await encodingOf(db, row.encodingId);
  if (!encoding)
    throw new DomainError(
      'model_freed',
      `It is not known any more how records became features for ${row.version}. Train a new model.`,
    );
  return { row, encoding };
}

/** @throws model_not_ready where the graph is yet to be drawn, which then happens; training_failed where it cannot be */
export async function graphOf({ db, queue }: { db: Db; queue: JobQueue }, row: ServedRow): Promise<string> {
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
