import { ProjectSettings } from '@querent/contracts';
import { notifyProject } from '@querent/db';
import type { SystemContext } from '../context/context.js';
import type { JobRef } from '../queue/queue.js';
import { shardsOf } from '../records/shards.js';
import type { RoundCompute } from './compute.js';
import { enqueueRound, planNextRound } from './next-round.js';
import { openRound } from './open-round.js';
import { progressWriter } from './progress.js';
import { labelsFor, splitFor } from './round-records.js';
import { looksAtPool, partJob, planParts } from './score-parts.js';

/** Rounds that nothing is to be computed for. */
const FINISHED = ['open', 'closed', 'failed'];

/**
 * Trains, draws, has the pool scored, selects, measures and opens a round. Each stage leaves its result in the store and
 * the row, so that a job that was cut short goes on with the stage it was in; one that runs twice ends at the first line.
 *
 * @returns the parts of the pool that are to be scored first, by any worker; the round is then run again
 * @throws DomainError training_failed, object_not_found, disk_full, …; the caller decides about another attempt
 */
export async function runRound(
  { db, queue, compute }: SystemContext & { compute: RoundCompute },
  { roundId }: { roundId: string },
  signal: AbortSignal,
): Promise<JobRef[]> {
  const round = await db.round.findUnique({ where: { id: roundId }, include: { project: true } });
  if (!round || FINISHED.includes(round.state)) return [];
  const { projectId } = round;
  const config = ProjectSettings.parse(round.config);
  const onProgress = progressWriter(db, roundId, projectId);
  const run = { signal, onProgress: onProgress.write };
  const move = async (data: Parameters<typeof db.round.update>[0]['data']) => {
    await onProgress.settled();
    await db.round.update({ where: { id: roundId }, data });
    await notifyProject(db, projectId);
  };
  const shards = await shardsOf(db, projectId);
  const common = { shards, config, seed: round.seed };

  let { stateKey, graphKey, scoringSince } = round;
  let timings = (round.timings ?? {}) as { trainSeconds?: number; backend?: string };
  if (!stateKey || !round.modelVersion) {
    const labels = await labelsFor(db, projectId);
    await move({ state: 'training', labels: labels.length });
    const classes = (round.project.classes as string[]).length;
    const trained = await compute.train({ ...common, classes, labels }, run);
    stateKey = trained.stateKey;
    timings = { trainSeconds: trained.seconds, backend: trained.backend };
    await move({ stateKey, modelVersion: `r${round.number}-${stateKey.slice(0, 8)}`, timings });
  }
  if (!graphKey || !scoringSince) {
    graphKey = (await compute.draw({ ...common, stateKey }, run)).graphKey;
    scoringSince = new Date();
    await move({ state: 'scoring', graphKey, scoringSince });
  }
  const parts = looksAtPool(config) ? await planParts(db, roundId, shards) : [];
  const missing = parts.filter(({ objectKey }) => !objectKey);
  if (missing.length > 0) return missing.map(({ start }) => partJob(roundId, graphKey, start));

  const scoreSeconds = (Date.now() - scoringSince.getTime()) / 1_000;
  const partKeys = parts.map(({ objectKey }) => objectKey!);
  const split = await splitFor(db, projectId, scoringSince);
  const selected = await compute.select({ ...common, graphKey, partKeys, ...split, keep: rankingLength(config) }, run);
  await onProgress.settled();
  const next = await db.$transaction(async (tx) => {
    await openRound(tx, round, selected.ranking, {
      metrics: selected.metrics ?? undefined,
      timings: {
        ...timings,
        scoreSeconds: scoreSeconds + selected.selectSeconds,
        measureSeconds: selected.measureSeconds,
        scored: selected.scored,
      },
    });
    await tx.scorePart.deleteMany({ where: { roundId } });
    return planNextRound(tx, projectId);
  });
  await enqueueRound(queue, next);
  return [];
}

/** Long enough that annotators have something to go down while the next model trains. */
export const rankingLength = ({ labelsPerRound }: ProjectSettings) =>
  Math.min(5_000, Math.max(500, 20 * labelsPerRound));
