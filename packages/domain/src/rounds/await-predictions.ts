import { many, type OutsideModel } from '@querent/contracts';
import { loadPostedPart, savePosted } from '@querent/core/posted';
import { type Db, jsonOf, notifyProject, type Prisma, transaction } from '@querent/db';
import type { JobRef } from '@querent/queue';
import type { Store } from '@querent/storage';
import { databaseTime } from '../context/database-time.js';
import { DomainError } from '../errors.js';
import type { ProjectTask } from '../tasks/project-task.js';
import { type AwaitedRow, awaitedSelect, classIdsOf, emptyMarks, saveWanted } from './awaited.js';
import { keepModel } from './keep-model.js';
import { inSeconds, logRound } from './log.js';
import { scoringProgress } from './progress.js';
import { labelsFor, versionOf } from './round-records.js';

/** In the place of network and posterior: nobody here knows them. */
export const OUTSIDE = { id: 'outside', options: {} };
const HOUR_MS = 3_600_000;

type WaitContext = { db: Db; store: Store };
type RoundRow = Prisma.RoundGetPayload<object>;
interface Wait {
  task: ProjectTask;
  outside: OutsideModel;
}

/**
 * The part of a round of which an outside model does the work: writes down which records are to be predicted and until when,
 * and lets go of the worker until all predictions have come, or the time is over.
 *
 * @returns none where it waits; null where it goes on, or was stopped
 * @throws no_new_labels; predictions_late where the time is over
 */
export async function awaitPredictions(context: WaitContext, round: RoundRow, wait: Wait): Promise<JobRef[] | null> {
  const { db } = context;
  const awaited = await db.awaited.findUnique({ where: { roundId: round.id }, select: awaitedSelect });
  if (!awaited) {
    await beginToWait(context, round, wait);
    return [];
  }
  if (awaited.completedAt) {
    await takeOver(context, round, wait.task, awaited);
    return null;
  }
  if ((await databaseTime(db)) < awaited.until) return [];
  throw new DomainError('predictions_late', lateWords(awaited));
}

const lateWords = ({ received, wanted }: AwaitedRow) =>
  `The outside model did not say in time what it thinks: predictions of ${received} of ${wanted} records have come. Labelling goes on by the last ranking. See that the model runs, then try the round again and post all predictions anew; the settings say how long a round waits.`;

async function beginToWait({ db, store }: WaitContext, round: RoundRow, { task, outside }: Wait): Promise<void> {
  const { id: roundId, projectId } = round;
  const labels = await labelsFor(db, round, task);
  const records = await db.record.findMany({
    where: {
      ...{ projectId, index: { lt: round.records }, removedAt: null },
      OR: [{ split: 'holdout' }, { label: null }],
    },
    select: { index: true, split: true },
    orderBy: { index: 'asc' },
  });
  const wantedKey = await store.put(saveWanted(records.map(({ index }) => index)));
  const since = await databaseTime(db);
  const later = (share: number) => new Date(since.getTime() + share * outside.hours * HOUR_MS);
  await transaction(db, async (tx) => {
    const { count } = await tx.round.updateMany({
      where: { id: roundId, state: 'queued' },
      data: { state: 'waiting', labels: labels.length, losses: [], begunAt: round.begunAt ?? since },
    });
    if (count === 0) return;
    await tx.awaited.create({
      data: {
        ...{ roundId, since, wantedKey, dataVersion: versionOf(labels), until: later(1), remindAt: later(0.5) },
        isSampled: outside.says === 'samples',
        classIds: task.likelihood === 'gaussian' ? [] : task.classIds,
        pool: records.filter(({ split }) => split === 'pool').length,
        wanted: records.length,
        marks: emptyMarks(records.length),
        // Nothing is left to ask and nothing to measure on: there is nothing to wait for.
        ...(records.length === 0 ? { completedAt: since } : {}),
      },
    });
  });
  const until = `${later(1).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  await logRound(
    db,
    roundId,
    `Waits for an outside model, which has ${many(labels.length, 'label')} to learn: predictions of ${many(records.length, 'record')} are wanted until ${until}.`,
  );
  await notifyProject(db, projectId);
}

/** Puts together what has come, in the place of a graph. */
async function takeOver(
  { db, store }: WaitContext,
  { id: roundId, projectId, number, encodingId }: RoundRow,
  { likelihood }: ProjectTask,
  awaited: AwaitedRow,
): Promise<void> {
  const pieces = await db.piece.findMany({ where: { roundId }, orderBy: { createdAt: 'asc' } });
  const columns = { indexN: [] as number[], pieceN: [] as number[], rowN: [] as number[] };
  let outputs = 1;
  for (const [piece, { objectKey }] of pieces.entries()) {
    const part = loadPostedPart(await store.get(objectKey));
    outputs = part.outputs;
    part.indexN.forEach((index, row) => {
      columns.indexN.push(index);
      columns.pieceN.push(piece);
      columns.rowN.push(row);
    });
  }
  const graph = savePosted({
    ...{ likelihood, samples: awaited.samples ?? 1, outputs, keys: pieces.map(({ objectKey }) => objectKey) },
    indexN: Int32Array.from(columns.indexN),
    pieceN: Int32Array.from(columns.pieceN),
    rowN: Int32Array.from(columns.rowN),
  });
  const graphKey = await store.put(graph);
  const begun = { state: 'scoring' as const, scoringSince: await databaseTime(db), progress: scoringProgress(0) };
  await db.round.updateMany({ where: { id: roundId, state: { in: ['waiting', 'scoring'] } }, data: begun });
  const made = {
    ...{ projectId, encodingId, graphKey, likelihood, classIds: classIdsOf(awaited) },
    dataVersion: awaited.dataVersion,
    version: `r${number}-${awaited.version ?? OUTSIDE.id}`,
    network: jsonOf(OUTSIDE),
    posterior: jsonOf(OUTSIDE),
  };
  const trainSeconds = (awaited.completedAt!.getTime() - awaited.since.getTime()) / 1_000;
  await keepModel(db, roundId, made, { timings: { trainSeconds, backend: 'an outside model' }, losses: [] });
  await logRound(db, roundId, `All predictions came within ${inSeconds(trainSeconds)}. Scoring the pool.`);
  await notifyProject(db, projectId);
}
