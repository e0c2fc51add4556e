import type { RoundProgress } from '@querent/contracts';
import {
  evaluate,
  type JudgedRecords,
  judge,
  loadPart,
  looksAtPool,
  type Predictor,
  predictRecords,
  rank,
  saveJudged,
  selections,
} from '@querent/core';
import type { ComputeRun, Measured, Selected, SelectTask } from '@querent/domain/background';
import type { Store } from '@querent/storage';
import { toMeasured } from './evaluate.js';
import { openGraph } from './graph.js';
import { among, featuresIn, inputsIn, labelsOf, loopConfig } from './loop.js';

/** Puts the parts of a pool together, chooses the batch, and measures the model on the holdout. */
export async function select(task: SelectTask, { signal, onProgress }: ComputeRun, store: Store): Promise<Selected> {
  const since = performance.now();
  const predictor = await openGraph(store, task.graphKey);
  const isHoldout = among(task.holdout.map(({ index }) => index));
  const inputs = inputsIn(store, task, task.shards);
  // A rule for whole batches looks either at features or at predictions.
  const source = readsFeatures(task) ? featuresIn(store, task.shards) : inputs;
  const { ranking, scored } = await rank({
    config: loopConfig(task),
    source,
    predictor,
    seed: task.seed,
    parts: await Promise.all(task.partKeys.map(async (key) => loadPart(await store.get(key)))),
    labelled: task.excluded.filter((index) => !isHoldout(index)),
    isExcluded: among(task.excluded),
    signal,
  });
  // A round that asks at random predicts nothing.
  const isKnown = looksAtPool(task.config) && ranking.length > 0;
  const predictions = isKnown
    ? await predictRecords(predictor, await inputs.rowsOf(ranking.map(({ index }) => index)), signal)
    : [];
  const selectSeconds = (performance.now() - since) / 1_000;
  const measuring: RoundProgress = {
    stage: 'measuring',
    share: 0,
    epoch: null,
    epochs: null,
    loss: null,
    secondsLeft: null,
  };
  onProgress(measuring);
  return {
    ranking: ranking.map((one, at) => ({ ...one, prediction: predictions[at] ?? null })),
    scored,
    ...(await judgeHoldout(predictor, task, store, signal)),
    selectSeconds,
    measureSeconds: (performance.now() - since) / 1_000 - selectSeconds,
  };
}

const readsFeatures = ({ config }: SelectTask) =>
  selections.get(config.selection.id).batch?.reads.includes('features') ?? false;

/** On the holdout: the main figures of the likelihood, and what was said of each record. */
async function judgeHoldout(
  predictor: Predictor,
  { shards, config, holdout, likelihood }: SelectTask,
  store: Store,
  signal: AbortSignal,
): Promise<{ figures: Measured[]; judgedKey: string | null }> {
  if (holdout.length === 0) return { figures: [], judgedKey: null };
  const indices = holdout.map(({ index }) => index);
  const rows = await inputsIn(store, { config }, shards).rowsOf(indices);
  const judged = await judge(likelihood, predictor, rows, labelsOf(holdout, likelihood), signal);
  // The likelihood says which kind of judgement it is; the compiler sees only that it is one of them.
  const records = { likelihood, indexN: Int32Array.from(indices), judged } as JudgedRecords;
  return { figures: toMeasured(evaluate(likelihood, judged)), judgedKey: await store.put(saveJudged(records)) };
}
