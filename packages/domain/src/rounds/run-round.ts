import { many, RoundConfig, type RoundState } from '@querent/contracts';
import { looksAtPool } from '@querent/core/loop/rounds';
import { jsonOf, notifyProject, type Prisma, transaction } from '@querent/db';
import type { JobRef } from '@querent/queue';
import { z } from 'zod';
import type { SystemContext } from '../context/context.js';
import { databaseTime } from '../context/database-time.js';
import { attempt } from '../queue/attempt.js';
import { enqueueAfterCommit } from '../queue/enqueue-after-commit.js';
import { evaluationJob } from '../queue/jobs.js';
import { shardsOf } from '../records/shards.js';
import { readTask } from '../tasks/project-task.js';
import { roundAttempts } from './attempts.js';
import { awaitPredictions } from './await-predictions.js';
import { listWantedIn } from './awaited.js';
import type { ComputeRun, ModelTask, RoundCompute } from './compute.js';
import { computeWhile, isIn } from './compute-while.js';
import { keepFigures } from './figures.js';
import { keepModel } from './keep-model.js';
import { inSeconds, logRound, tellFailures, WORKER } from './log.js';
import { startDueRound } from './next-round.js';
import { openRound } from './open-round.js';
import { pauseByRule } from './pause-by-rule.js';
import { progressWriter, scoringProgress } from './progress.js';
import { COMPUTING, UNFINISHED } from './round.js';
import { holdoutFor, labelsFor, splitFor, versionOf } from './round-records.js';
import { partJob, planParts } from './score-parts.js';

type ComputeContext = SystemContext & { compute: RoundCompute };
type RoundWithModel = Prisma.RoundGetPayload<{ include: { model: true } }>;

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
    const round = await context.db.round.findUnique({ where: { id: roundId }, include: { model: true } });
    if (!round || !UNFINISHED.includes(round.state)) return [];
    const stage = () => tellFailures(context.db, roundId, signal, () => advance(context, round, signal));
    const parts = await attempt(roundAttempts(context.db, round), signal, stage);
    if (parts) return parts;
  }
}

/** One stage. @returns what the round waits for; null where it goes on, or was stopped meanwhile */
async function advance(
  { db, queue, store, compute }: ComputeContext,
  round: RoundWithModel,
  signal: AbortSignal,
): Promise<JobRef[] | null> {
  const { id: roundId, projectId, scoringSince, encodingId, model } = round;
  const task = await readTask(db, projectId);
  const onProgress = progressWriter(db, roundId, projectId);
  /** Writes what a stage has found, unless the round was stopped. @returns whether it was not */
  const move = async (data: Prisma.RoundUpdateManyMutationInput, from: RoundState[] = COMPUTING) => {
    await onProgress.settled();
    const { count } = await db.round.updateMany({ where: { id: roundId, state: { in: from } }, data });
    await notifyProject(db, projectId);
    return count > 0;
  };
  const say = (text: string) => logRound(db, roundId, text);
  const during = <Result>(state: 'training' | 'scoring', stage: (run: ComputeRun) => Promise<Result>) =>
    computeWhile(isIn(db, roundId, state), signal, (own) => stage({ signal: own, onProgress: onProgress.write }));
  const shards = encodingId ? await shardsOf(db, encodingId, round.records) : [];
  const common: ModelTask = {
    shards,
    config: RoundConfig.parse(round.config),
    likelihood: task.likelihood,
    seed: round.seed,
  };

  const { outside } = common.config;
  if (outside && !model?.graphKey) {
    await onProgress.settled();
    return awaitPredictions({ db, store }, round, { task, outside });
  }
  if (!model || !(model.stateKey || outside)) {
    const labels = await labelsFor(db, round, task);
    const begun = { begunAt: round.begunAt ?? (await databaseTime(db)) };
    if (!(await move({ state: 'training', labels: labels.length, losses: [], ...begun }, UNFINISHED))) return null;
    await say(`Training begins on ${many(labels.length, 'label')}, by worker ${WORKER}.`);
    const outputs = task.kind.outputsOf(task.classIds);
    const trained = await during('training', (run) => compute.train({ ...common, outputs, labels }, run));
    if (!trained) return null;
    const { stateKey, bytes: stateBytes, temperature, seconds: trainSeconds, backend } = trained;
    const { network, posterior } = common.config;
    const made = {
      ...{ projectId, encodingId, stateKey, stateBytes, classIds: task.classIds, likelihood: task.likelihood },
      dataVersion: versionOf(labels),
      temperature,
      version: `r${round.number}-${stateKey.slice(0, 8)}`,
      network: jsonOf(network),
      posterior: jsonOf(posterior),
    };
    await onProgress.settled();
    await keepModel(db, roundId, made, { timings: { trainSeconds, backend }, losses: onProgress.losses() });
    await say(`Trained in ${inSeconds(trainSeconds)} (${backend}).`);
    if (temperature !== null) await say(`Certainty set right: temperature ${Number(temperature.toPrecision(2))}.`);
    return null;
  }
  const { stateKey, graphKey } = model;
  if (!graphKey || !scoringSince) {
    // Only an outside model has no state, and it has the other two.
    const since = performance.now();
    const drawn = await during('training', (run) => compute.draw({ ...common, stateKey: stateKey! }, run));
    const drawSeconds = (performance.now() - since) / 1_000;
    const begun = { scoringSince: await databaseTime(db), progress: scoringProgress(0) };
    if (!drawn) return null;
    // Of this model: a round that was stopped and tried again meanwhile has another one, or none yet.
    await db.model.updateMany({ where: { id: model.id }, data: { graphKey: drawn.graphKey, graphBytes: drawn.bytes } });
    await move({ state: 'scoring', timings: { ...jsonOf(round.timings ?? {}), drawSeconds }, ...begun });
    await say(`Drew ${many(common.config.draws, 'network')} in ${inSeconds(drawSeconds)}. Scoring the pool.`);
    return null;
  }
  const parts = looksAtPool(common.config) ? await planParts(db, roundId, shards) : [];
  const missing = parts.filter(({ objectKey }) => !objectKey);
  if (missing.length > 0) return missing.map(({ start }) => partJob(roundId, graphKey, start));

  const scoreSeconds = ((await databaseTime(db)).getTime() - scoringSince.getTime()) / 1_000;
  const partKeys = parts.map(({ objectKey }) => objectKey!);
  const { excluded, holdout } = await splitFor(db, round, scoringSince);
  const known = holdoutFor(holdout, task, z.array(z.string()).parse(model.classIds));
  const said = outside && new Set(await listWantedIn({ db, store }, roundId));
  const measuredOn = said ? known.filter(({ index }) => said.has(index)) : known;
  const selecting = { ...common, graphKey, partKeys, excluded, holdout: measuredOn };
  const selected = await during('scoring', (run) => compute.select(selecting, run));
  await onProgress.settled();
  if (!selected) return null;
  const timings = {
    ...jsonOf(round.timings ?? {}),
    scoreSeconds: scoreSeconds + selected.selectSeconds,
    measureSeconds: selected.measureSeconds,
    scored: selected.scored,
  };
  const opened = await transaction(db, async (tx) => {
    // Holds the row, so that a stop comes either before the round opens or too late.
    const data = { attempts: 0, timings };
    const { count } = await tx.round.updateMany({ where: { id: roundId, state: 'scoring' }, data });
    if (count === 0) return null;
    await keepFigures(tx, model.id, selected.figures, measuredOn.length);
    await tx.model.update({
      where: { id: model.id },
      data: { judgedKey: selected.judgedKey, evaluatedAt: null, ...(outside ? { graphKey: null } : {}) },
    });
    await openRound(tx, round, selected.ranking);
    await pauseByRule(tx, projectId);
    await tx.scorePart.deleteMany({ where: { roundId } });
    return true;
  });
  if (opened)
    await say(
      `Scored ${many(selected.scored, 'record')} in ${inSeconds(timings.scoreSeconds)}, measured on ${many(measuredOn.length, 'record')} of the holdout in ${inSeconds(selected.measureSeconds)}. The round asks.`,
    );
  if (opened && selected.judgedKey) await enqueueAfterCommit(queue, evaluationJob(model.id));
  if (opened) await startDueRound({ db, queue }, projectId); // on the answers that came meanwhile
  return opened && [];
}
