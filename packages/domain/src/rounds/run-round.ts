import { ProjectSettings, type RoundState } from '@querent/contracts';
import { looksAtPool } from '@querent/core/loop/rounds';
import { notifyProject, type Prisma, transaction } from '@querent/db';
import type { JobRef } from '@querent/queue';
import type { SystemContext } from '../context/context.js';
import { databaseTime } from '../context/database-time.js';
import { attempt } from '../queue/attempt.js';
import { shardsOf } from '../records/shards.js';
import { roundAttempts } from './attempts.js';
import type { ComputeRun, RoundCompute } from './compute.js';
import { computeWhile } from './compute-while.js';
import { startDueRound } from './next-round.js';
import { openRound } from './open-round.js';
import { progressWriter, scoringProgress } from './progress.js';
import { COMPUTING, UNFINISHED } from './round.js';
import { labelsFor, splitFor } from './round-records.js';
import { partJob, planParts } from './score-parts.js';

type ComputeContext = SystemContext & { compute: RoundCompute };

/**
 * Trains, draws, has the pool scored, selects, measures and opens a round. Each stage leaves its result in the store and
 * the row, so that a job that was cut short goes on with the stage it was in; one that runs twice ends at the first line.
 * A round that is stopped takes the computation with it; one that is tried again by then begins anew.
 *
 * @returns the parts of the pool that are to be scored first, by any worker; the round is then run again
 * @throws DomainError training_failed, object_not_found, disk_full, …; the caller decides about another attempt
 */
export async function runRound(
  context: ComputeContext,
  { roundId }: { roundId: string },
  signal: AbortSignal,
): Promise<JobRef[]> {
  for (;;) {
    const round = await context.db.round.findUnique({ where: { id: roundId }, include: { project: true } });
    if (!round || !UNFINISHED.includes(round.state as RoundState)) return [];
    const parts = await attempt(roundAttempts(context.db, round), signal, () => advance(context, round, signal));
    if (parts) return parts;
  }
}

/** One stage. @returns what the round waits for; null where it goes on, or was stopped meanwhile */
async function advance(
  { db, queue, compute }: ComputeContext,
  round: Prisma.RoundGetPayload<{ include: { project: true } }>,
  signal: AbortSignal,
): Promise<JobRef[] | null> {
  const { id: roundId, projectId, stateKey, graphKey, scoringSince } = round;
  const config = ProjectSettings.parse(round.config);
  const onProgress = progressWriter(db, roundId, projectId);
  /** Writes what a stage has found, unless the round was stopped. @returns whether it was not */
  const move = async (data: Prisma.RoundUpdateManyMutationInput, from: RoundState[] = COMPUTING) => {
    await onProgress.settled();
    const { count } = await db.round.updateMany({ where: { id: roundId, state: { in: from } }, data });
    await notifyProject(db, projectId);
    return count > 0;
  };
  const during = <Result>(state: 'training' | 'scoring', stage: (run: ComputeRun) => Promise<Result>) =>
    computeWhile(db, { id: roundId, state }, signal, (own) => stage({ signal: own, onProgress: onProgress.write }));
  const shards = await shardsOf(db, projectId);
  const common = { shards, config, seed: round.seed };

  if (!stateKey || !round.modelVersion) {
    const labels = await labelsFor(db, projectId);
    if (!(await move({ state: 'training', labels: labels.length }, UNFINISHED))) return null;
    const classes = (round.project.classes as string[]).length;
    const trained = await during('training', (run) => compute.train({ ...common, classes, labels }, run));
    if (!trained) return null;
    const modelVersion = `r${round.number}-${trained.stateKey.slice(0, 8)}`;
    const timings = { trainSeconds: trained.seconds, backend: trained.backend };
    await move({ stateKey: trained.stateKey, modelVersion, timings });
    return null;
  }
  if (!graphKey || !scoringSince) {
    const drawn = await during('training', (run) => compute.draw({ ...common, stateKey }, run));
    const begun = { scoringSince: await databaseTime(db), progress: scoringProgress(0) };
    if (drawn) await move({ state: 'scoring', graphKey: drawn.graphKey, ...begun });
    return null;
  }
  const parts = looksAtPool(config) ? await planParts(db, roundId, shards) : [];
  const missing = parts.filter(({ objectKey }) => !objectKey);
  if (missing.length > 0) return missing.map(({ start }) => partJob(roundId, graphKey, start));

  const scoreSeconds = ((await databaseTime(db)).getTime() - scoringSince.getTime()) / 1_000;
  const partKeys = parts.map(({ objectKey }) => objectKey!);
  const split = await splitFor(db, projectId, scoringSince);
  const task = { ...common, graphKey, partKeys, ...split };
  const selected = await during('scoring', (run) => compute.select(task, run));
  await onProgress.settled();
  if (!selected) return null;
  const measured = {
    attempts: 0,
    metrics: selected.metrics ?? undefined,
    timings: {
      ...(round.timings as object),
      scoreSeconds: scoreSeconds + selected.selectSeconds,
      measureSeconds: selected.measureSeconds,
      scored: selected.scored,
    },
  };
  const opened = await transaction(db, async (tx) => {
    // Holds the row, so that a stop comes either before the round opens or too late.
    const { count } = await tx.round.updateMany({ where: { id: roundId, state: 'scoring' }, data: measured });
    if (count === 0) return null;
    await openRound(tx, round, selected.ranking);
    await tx.scorePart.deleteMany({ where: { roundId } });
    return true;
  });
  if (opened) await startDueRound({ db, queue }, projectId); // on the answers that came meanwhile
  return opened && [];
}
