import type { RoundMetrics, RoundProgress } from '@querent/contracts';
import { loadPart, measure, type Predictor, rank } from '@querent/core';
import type { ComputeRun, Selected, SelectTask } from '@querent/domain/background';
import type { Store } from '@querent/storage';
import { openGraph } from './graph.js';
import { among, featuresIn, loopConfig } from './loop.js';

/** Puts the parts of a pool together, chooses the batch, and measures the model on the holdout. */
export async function select(task: SelectTask, { signal, onProgress }: ComputeRun, store: Store): Promise<Selected> {
  const since = performance.now();
  const predictor = await openGraph(store, task.graphKey);
  const isHoldout = among(task.holdout.map(({ index }) => index));
  const { ranking, scored } = await rank({
    config: loopConfig(task.config),
    source: featuresIn(store, task.shards),
    predictor,
    seed: task.seed,
    parts: await Promise.all(task.partKeys.map(async (key) => loadPart(await store.get(key)))),
    labelled: task.excluded.filter((index) => !isHoldout(index)),
    isExcluded: among(task.excluded),
    signal,
  });
  const selectSeconds = (performance.now() - since) / 1_000;
  const measuring: RoundProgress = { stage: 'measuring', share: 0, epoch: null, epochs: null, secondsLeft: null };
  onProgress(measuring);
  return {
    ranking,
    scored,
    metrics: await figuresOf(predictor, task, store, signal),
    selectSeconds,
    measureSeconds: (performance.now() - since) / 1_000 - selectSeconds,
  };
}

/** On the holdout; null where there is none. */
async function figuresOf(
  predictor: Predictor,
  { shards, holdout }: SelectTask,
  store: Store,
  signal: AbortSignal,
): Promise<RoundMetrics | null> {
  if (holdout.length === 0) return null;
  const rows = await featuresIn(store, shards).rowsOf(holdout.map(({ index }) => index));
  const labels = Int32Array.from(holdout, ({ label }) => label);
  const { accuracy, nll, ece } = await measure(predictor, rows, labels, signal);
  return { records: holdout.length, accuracy: accuracy!, nll: nll!, ece: ece!.value };
}
