import type { Awaited, PostPredictions } from '@querent/contracts';
import { outputsOfSaid, savePostedPart } from '@querent/core/posted';
import { notifyProject, transaction } from '@querent/db';
import type { Context } from '../context/context.js';
import { databaseTime } from '../context/database-time.js';
import { DomainError } from '../errors.js';
import { enqueueAfterCommit } from '../queue/enqueue-after-commit.js';
import { roundJob } from '../queue/jobs.js';
import { refusalOf } from '../refusal-of.js';
import { awaitedSelect, classIdsOf, isMarked, loadWanted, mark, toAwaited } from '../rounds/awaited.js';
import { UNDONE } from '../rounds/round.js';
import { readTask } from '../tasks/project-task.js';
import { columnsOf } from './class-columns.js';
import { rowsOf } from './rows-of.js';
import { shapeOf } from './shape-of.js';
import { getAwaitedRound, requireWaiting } from './waiting-round.js';

/** A piece of predictions as it was read, whatever it was written as. */
export interface UnverifiedPredictions extends Omit<PostPredictions, 'values' | 'areLogs'> {
  areLogs?: boolean | undefined;
  /** Of the array: [N, C] or [S, N, C]. */
  shape: number[];
  values: ArrayLike<number>;
}

/** The same of a body that nobody reads for those who may not post it. */
export async function takePredictions(
  context: Context,
  { roundId }: { roundId: string },
  read: () => Promise<UnverifiedPredictions>,
): Promise<Awaited> {
  await getAwaitedRound(context, roundId);
  return postPredictions(context, { ...(await read()), roundId });
}

/** A mean and a variance. */
const OF_NUMBERS = 2;

/**
 * Takes in what an outside model says of some of the records that a round waits for. What is kept is kept for good once this
 * returns; the same piece again changes nothing. The last piece has the round go on.
 *
 * @throws round_not_found, forbidden, not_waiting, record_not_found; predictions_refused, in words, for what cannot be used;
 *   predictions_twice for a record of which other predictions have come
 */
export async function postPredictions(
  context: Context,
  { roundId, ...piece }: UnverifiedPredictions & { roundId: string },
): Promise<Awaited> {
  const { db, store, queue } = context;
  const { round, awaited } = await getAwaitedRound(context, roundId);
  const { projectId } = round;
  const { likelihood } = await readTask(db, projectId);
  const classIds = classIdsOf(awaited);
  const isOfNumbers = likelihood === 'gaussian';
  const columns = isOfNumbers ? [0, 1] : await columnsOf(db, projectId, classIds, piece.classes);
  const width = isOfNumbers ? OF_NUMBERS : columns.length;
  const each = isOfNumbers ? 'every draw is a mean and a variance' : `"classes" names ${columns.length}`;
  const { samples, count } = shapeOf(piece.shape, toAwaited(awaited), { width, each });
  const wanted = await loadWanted(store, awaited);
  const places = await rowsOf(db, { projectId, wanted, from: piece.from, records: piece.records, count });
  const bytes = bytesOf({ ...piece, samples, count, columns, likelihood }, isOfNumbers ? OF_NUMBERS : classIds.length, {
    indexN: Int32Array.from(places, (place) => wanted[place]!),
  });
  const objectKey = await store.put(bytes);
  const kept = await transaction(db, async (tx) => {
    await tx.$queryRaw`SELECT round_id FROM awaited WHERE round_id = ${roundId} FOR UPDATE`;
    const now = await tx.awaited.findUnique({ where: { roundId }, select: { ...awaitedSelect, marks: true } });
    if (!now || now.wantedKey !== awaited.wantedKey || now.since.getTime() !== awaited.since.getTime())
      throw new DomainError('not_waiting', 'The round has been tried again meanwhile. Post all predictions anew.');
    const { state } = await tx.round.findUniqueOrThrow({ where: { id: roundId }, select: { state: true } });
    // Whoever has not heard the answer sends it again; of a round that has ended nothing is of use any more.
    if (!UNDONE.includes(state) && (await tx.piece.count({ where: { roundId, objectKey } })) > 0) return now;
    await requireWaiting(tx, { round: { ...round, state }, awaited: now });
    checkSame(now, { samples, model: piece.model });
    const taken = places.find((place) => isMarked(now.marks, place));
    if (taken !== undefined)
      throw new DomainError(
        'predictions_twice',
        `The record at place ${taken} has been predicted already, and otherwise. Predictions of a round are not replaced: stop the round and try it again to post all of them anew.`,
      );
    for (const place of places) mark(now.marks, place);
    const received = now.received + count;
    await tx.piece.create({ data: { roundId, objectKey, records: count } });
    await notifyProject(tx, projectId);
    return tx.awaited.update({
      where: { roundId },
      data: {
        ...{ marks: now.marks as Uint8Array<ArrayBuffer>, received, samples },
        version: now.version ?? piece.model ?? null,
        ...(received === now.wanted ? { completedAt: await databaseTime(tx) } : {}),
      },
      select: awaitedSelect,
    });
  });
  if (kept.completedAt) await enqueueAfterCommit(queue, roundJob(roundId));
  return toAwaited(kept);
}

/** @throws predictions_refused where pieces of two models would be mixed */
function checkSame(
  { samples, version }: { samples: number | null; version: string | null },
  piece: { samples: number; model: string | undefined },
): void {
  const refuse = (detail: string) => {
    throw new DomainError('predictions_refused', detail);
  };
  if (samples !== null && samples !== piece.samples)
    refuse(
      `There are ${piece.samples} draws of each record here, and ${samples} in what came before. All pieces of a round need as many.`,
    );
  if (samples !== null && piece.model !== undefined && piece.model !== version)
    refuse(
      `These are predictions of "${piece.model}", and what came before is of ${version === null ? 'a model without a name' : `"${version}"`}. All predictions of a round have to be of one model: stop the round and try it again to begin anew.`,
    );
}

interface Read extends UnverifiedPredictions {
  samples: number;
  count: number;
  columns: number[];
  likelihood: Parameters<typeof outputsOfSaid>[0]['likelihood'];
}

/** With a column for each class of the round, in its order. @throws predictions_refused */
function bytesOf(
  { values, areLogs = false, samples, count, columns, likelihood }: Read,
  width: number,
  rows: { indexN: Int32Array },
) {
  const own = columns.length;
  const valuesSNW = new Float64Array(samples * count * width).fill(areLogs ? Number.NEGATIVE_INFINITY : 0);
  for (let at = 0; at < samples * count; at++)
    for (const [column, place] of columns.entries()) valuesSNW[at * width + place] = values[at * own + column]!;
  try {
    const isLog = areLogs && likelihood !== 'gaussian';
    return savePostedPart({ ...outputsOfSaid({ likelihood, samples, count, width, valuesSNW, isLog }), ...rows });
  } catch (error) {
    throw refusalOf(error);
  }
}
