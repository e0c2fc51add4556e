import type { RoundMetrics, RoundProgress } from '@querent/contracts';
import {
  type CategoricalSummary,
  evaluate,
  loadPart,
  mergeParts,
  type Predictor,
  scorePart,
  summarizeAll,
} from '@querent/core';
import type { Store } from '@querent/domain';
import type { ComputeRun, Selected, SelectTask } from '@querent/domain/background';
import { openGraph } from './graph.js';
import { rankingOf } from './ranking.js';
import { readRows } from './rows.js';

/** Labelled records that new ones are kept apart from, the latest. */
const MOST_LABELLED = 10_000;

/** Puts the parts of a pool together, chooses the batch, and measures the model on the holdout. */
export async function select(task: SelectTask, { signal, onProgress }: ComputeRun, store: Store): Promise<Selected> {
  const since = performance.now();
  const ranking = rankingOf(task);
  const predictor = await openGraph(store, task.graphKey);
  const rowsOf = (indices: number[]) => readRows(store, task.shards, indices);
  const reads = ranking.selection.batch?.reads ?? [];
  const { top, scored } = await mergeParts({
    ...ranking,
    parts: await partsOf(task, store),
    predictor,
    rowsOf,
    ...(reads.includes('labelled') ? { labelled: await rowsOf(labelledOf(task)) } : {}),
    signal,
  });
  const selectSeconds = (performance.now() - since) / 1_000;
  const measuring: RoundProgress = { stage: 'measuring', share: 0, epoch: null, epochs: null, secondsLeft: null };
  onProgress(measuring);
  const hasScores = ranking.acquisition.needs !== 'nothing';
  return {
    ranking: top.map(({ index, score }) => ({ index, score: hasScores ? score : null })),
    scored,
    metrics: await measure(predictor, task, store, signal),
    selectSeconds,
    measureSeconds: (performance.now() - since) / 1_000 - selectSeconds,
  };
}

/** What the workers have left; where nothing is looked at, the candidates are all there is. */
async function partsOf(task: SelectTask, store: Store) {
  const ranking = rankingOf(task);
  if (ranking.acquisition.needs !== 'nothing')
    return Promise.all(task.partKeys.map(async (key) => loadPart(await store.get(key))));
  const isExcluded = new Set(task.excluded);
  const total = task.shards.reduce((sum, { count }) => sum + count, 0);
  const everything = { predictor: null, chunks: [], total, isExcluded: (index: number) => isExcluded.has(index) };
  return [await scorePart({ ...ranking, ...everything })];
}

/** Places of the labelled records, of which `excluded` names the latest last. */
function labelledOf({ excluded, holdout }: SelectTask): number[] {
  const isHoldout = new Set(holdout.map(({ index }) => index));
  return excluded.filter((index) => !isHoldout.has(index)).slice(-MOST_LABELLED);
}

async function measure(
  predictor: Predictor<CategoricalSummary>,
  { shards, holdout }: SelectTask,
  store: Store,
  signal: AbortSignal,
): Promise<RoundMetrics | null> {
  if (holdout.length === 0) return null;
  const rows = await readRows(
    store,
    shards,
    holdout.map(({ index }) => index),
  );
  const { meanProbsNC } = await summarizeAll(predictor, rows, signal);
  return evaluate(
    meanProbsNC,
    holdout.map(({ label }) => label),
    predictor.classes,
  );
}
