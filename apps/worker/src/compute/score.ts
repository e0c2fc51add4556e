import type { RoundMetrics, RoundProgress } from '@querent/contracts';
import {
  acquisitions,
  type CategoricalSummary,
  categorical,
  compile,
  evaluate,
  loadModel,
  type Predictor,
  parseOptions,
  posteriors,
  scorePool,
  selections,
  summarizeAll,
} from '@querent/core';
import { decodeShard } from '@querent/core/encoders';
import { permutation, startBackend } from '@querent/core/tensors';
import type { Store } from '@querent/domain';
import type { ComputeRun, LabelledIndex, Scored, ScoreTask } from '@querent/domain/background';
import { readRows, readShards } from './rows.js';

/** Records of the pool, drawn at random, about which an acquisition with targets wants to learn. */
const TARGETS = 100;
const TARGETS_SEED = 401;
/** Labelled records that new ones are kept apart from, the latest. */
const MOST_LABELLED = 10_000;

/** Draws the networks of a round, scores the pool with them and measures them on the holdout. */
export async function score(task: ScoreTask, { signal, onProgress }: ComputeRun, store: Store): Promise<Scored> {
  const { shards, config, seed, excluded, keep, holdout } = task;
  const { dtype } = decodeShard(await store.get(shards[0]!.objectKey));
  const posterior = posteriors.get(config.posterior.id);
  const options = parseOptions(posterior, config.posterior.options);
  // Not built anew: its size may follow from the number of labels, which have grown since the fit.
  const { network, state } = loadModel(await store.get(task.stateKey));
  await startBackend(); // batch normalisation is measured anew for each draw of SWAG
  const draws = posterior.draw(network, state, config.draws, seed, options);
  const acquisition = acquisitions.get(config.acquisition.id);
  const selection = selections.get(config.selection.id);
  const reads = selection.batch?.reads ?? [];
  const predictor = await compile(network, categorical, draws, dtype, { hasVectors: reads.includes('hidden') });
  try {
    const isExcluded = new Set(excluded);
    const total = shards.reduce((sum, { count }) => sum + count, 0);
    const rowsOf = (indices: number[]) => readRows(store, shards, indices);
    const targets = Array.from(permutation(total, seed, TARGETS_SEED).subarray(0, TARGETS));
    const { top, scored, seconds } = await scorePool({
      predictor,
      acquisition,
      options: config.acquisition.options,
      selection,
      selectionOptions: config.selection.options,
      chunks: readShards(store, shards),
      total,
      keep,
      batch: config.labelsPerRound,
      rowsOf,
      ...(acquisition.needs === 'targets' ? { targets: await rowsOf(targets) } : {}),
      ...(reads.includes('labelled') ? { labelled: await rowsOf(labelledOf(task)) } : {}),
      seed,
      isExcluded: (index) => isExcluded.has(index),
      signal,
      onProgress: ({ done, total, secondsLeft }) => onProgress(progressOf('scoring', done / total, secondsLeft)),
    });
    const since = performance.now();
    onProgress(progressOf('measuring', 0, null));
    const metrics = await measure(predictor, task, store, holdout, signal);
    return {
      graphKey: await store.put(predictor.bytes),
      ranking: top.map(({ index, score: value }) => ({ index, score: acquisition.needs === 'nothing' ? null : value })),
      scored,
      metrics,
      scoreSeconds: seconds,
      measureSeconds: (performance.now() - since) / 1_000,
    };
  } finally {
    await predictor.release();
  }
}

/** Places of the labelled records. */
function labelledOf({ excluded, holdout }: ScoreTask): number[] {
  const isHoldout = new Set(holdout.map(({ index }) => index));
  return excluded.filter((index) => !isHoldout.has(index)).slice(-MOST_LABELLED);
}

const progressOf = (stage: RoundProgress['stage'], share: number, secondsLeft: number | null): RoundProgress => ({
  stage,
  share,
  epoch: null,
  epochs: null,
  secondsLeft,
});

async function measure(
  predictor: Predictor<CategoricalSummary>,
  { shards }: ScoreTask,
  store: Store,
  holdout: LabelledIndex[],
  signal: AbortSignal,
): Promise<RoundMetrics | null> {
  if (holdout.length === 0) return null;
  const { classes } = predictor;
  const rows = await readRows(
    store,
    shards,
    holdout.map(({ index }) => index),
  );
  const { meanProbsNC } = await summarizeAll(predictor, rows, signal);
  return evaluate(
    meanProbsNC,
    holdout.map(({ label }) => label),
    classes,
  );
}
