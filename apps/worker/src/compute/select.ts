import type { RoundProgress } from '@querent/contracts';
import { loadPart, looksAtPool, measure, type Predictor, predictRecords, rank } from '@querent/core';
import type { ComputeRun, Measured, Selected, SelectTask } from '@querent/domain/background';
import type { Store } from '@querent/storage';
import { openGraph } from './graph.js';
import { among, featuresIn, labelsOf, loopConfig } from './loop.js';

/** Puts the parts of a pool together, chooses the batch, and measures the model on the holdout. */
export async function select(task: SelectTask, { signal, onProgress }: ComputeRun, store: Store): Promise<Selected> {
  const since = performance.now();
  const predictor = await openGraph(store, task.graphKey);
  const isHoldout = among(task.holdout.map(({ index }) => index));
  const source = featuresIn(store, task.shards);
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
    ? await predictRecords(predictor, await source.rowsOf(ranking.map(({ index }) => index)), signal)
    : [];
  const selectSeconds = (performance.now() - since) / 1_000;
  const measuring: RoundProgress = { stage: 'measuring', share: 0, epoch: null, epochs: null, secondsLeft: null };
  onProgress(measuring);
  return {
    ranking: ranking.map((one, at) => ({ ...one, prediction: predictions[at] ?? null })),
    scored,
    figures: await figuresOf(predictor, task, store, signal),
    selectSeconds,
    measureSeconds: (performance.now() - since) / 1_000 - selectSeconds,
  };
}

/** On the holdout, the main figures of the likelihood; those that its records do not determine are left out. */
async function figuresOf(
  predictor: Predictor,
  { shards, holdout, likelihood }: SelectTask,
  store: Store,
  signal: AbortSignal,
): Promise<Measured[]> {
  if (holdout.length === 0) return [];
  const rows = await featuresIn(store, shards).rowsOf(holdout.map(({ index }) => index));
  const measured = await measure(predictor, rows, labelsOf(holdout, likelihood), signal);
  return Object.entries(measured).flatMap(([id, { value, low, high }]) =>
    Number.isFinite(value) ? [{ id, value, low, high }] : [],
  );
}
