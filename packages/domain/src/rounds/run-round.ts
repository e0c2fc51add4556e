import { ProjectSettings, type RoundProgress } from '@querent/contracts';
import { notifyProject, type Transaction } from '@querent/db';
import type { SystemContext } from '../context/context.js';
import { DomainError } from '../errors.js';
import type { RoundCompute, ScoreTask, TrainTask } from './compute.js';
import { enqueueRound, planNextRound } from './next-round.js';
import { openRound } from './open-round.js';
import { trainingLabels } from './round.js';

const PROGRESS_EVERY_MS = 400;

/**
 * Trains, scores, measures and opens a round. Each stage leaves its result in the store and the row, so that a job that
 * was cut short goes on with the stage it was in; one that runs twice ends at the first line.
 *
 * @throws DomainError training_failed, object_not_found, disk_full, …; the caller decides about another attempt
 */
export async function runRound(
  { db, queue, compute }: SystemContext & { compute: RoundCompute },
  { roundId }: { roundId: string },
  signal: AbortSignal,
): Promise<void> {
  const round = await db.round.findUnique({ where: { id: roundId }, include: { project: true } });
  if (!round || round.state === 'open' || round.state === 'closed') return;
  const { projectId } = round;
  const config = ProjectSettings.parse(round.config);
  const onProgress = progressWriter(db, roundId, projectId);

  const move = async (data: Parameters<typeof db.round.update>[0]['data']) => {
    await onProgress.settled();
    await db.round.update({ where: { id: roundId }, data });
    await notifyProject(db, projectId);
  };
  const common = {
    shards: await db.featureShard.findMany({ where: { projectId }, orderBy: { start: 'asc' } }),
    classes: (round.project.classes as string[]).length,
    config,
    seed: round.seed,
  };

  let { stateKey, modelVersion } = round;
  let timings = (round.timings ?? {}) as { trainSeconds?: number; backend?: string };
  if (!stateKey || !modelVersion) {
    const labels = await labelsFor(db, projectId);
    await move({ state: 'training', labels: labels.length });
    const task: TrainTask = { ...common, labels };
    const trained = await compute.train(task, { signal, onProgress: onProgress.write });
    stateKey = trained.stateKey;
    modelVersion = `r${round.number}-${stateKey.slice(0, 8)}`;
    timings = { trainSeconds: trained.seconds, backend: trained.backend };
    await move({ stateKey, modelVersion, timings });
  }

  await move({ state: 'scoring' });
  const task: ScoreTask = { ...common, stateKey, ...(await splitFor(db, projectId)), keep: rankingLength(config) };
  const scored = await compute.score(task, { signal, onProgress: onProgress.write });
  await onProgress.settled();
  const next = await db.$transaction(async (tx) => {
    await openRound(tx, round, scored.ranking, {
      graphKey: scored.graphKey,
      metrics: scored.metrics ?? undefined,
      timings: {
        ...timings,
        scoreSeconds: scored.scoreSeconds,
        measureSeconds: scored.measureSeconds,
        scored: scored.scored,
      },
    });
    return planNextRound(tx, projectId);
  });
  await enqueueRound(queue, next);
}

/** Long enough that annotators have something to go down while the next model trains. */
export const rankingLength = ({ labelsPerRound }: ProjectSettings) =>
  Math.min(5_000, Math.max(500, 20 * labelsPerRound));

async function labelsFor(db: Transaction, projectId: string) {
  const rows = await db.label.findMany({
    where: trainingLabels(projectId),
    select: { label: true, record: { select: { index: true } } },
    orderBy: { recordId: 'asc' },
  });
  if (rows.length === 0) {
    throw new DomainError(
      'no_new_labels',
      'There are no labels left to learn from. Label some records, then try again.',
    );
  }
  return rows.map(({ label, record }) => ({ index: record.index, label }));
}

async function splitFor(db: Transaction, projectId: string) {
  const rows = await db.record.findMany({
    where: { projectId, OR: [{ split: 'holdout' }, { label: { isNot: null } }] },
    select: { index: true, split: true, label: { select: { label: true } } },
    orderBy: { index: 'asc' },
  });
  return {
    excluded: rows.map(({ index }) => index),
    holdout: rows.flatMap(({ index, split, label }) =>
      split === 'holdout' && label ? [{ index, label: label.label }] : [],
    ),
  };
}

/** Writes progress to the row at most every `PROGRESS_EVERY_MS`; an older value never overtakes a newer one. */
function progressWriter(db: Transaction, roundId: string, projectId: string) {
  let last = 0;
  let writing = Promise.resolve();
  return {
    write(progress: RoundProgress) {
      if (Date.now() - last < PROGRESS_EVERY_MS) return;
      last = Date.now();
      writing = writing
        .then(async () => {
          await db.round.update({ where: { id: roundId }, data: { progress } });
          await notifyProject(db, projectId);
        })
        .catch(() => {}); // progress is a courtesy: the stage itself reports a lost database
    },
    settled: () => writing,
  };
}
