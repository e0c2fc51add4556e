import {
  compareRankings,
  drawGraph,
  type Estimate,
  evaluate,
  figures,
  fit,
  type JudgedBy,
  type JudgedRecords,
  judgeFold,
  loadJudged,
  looksAtPool,
  mergeJudged,
  openPredictor,
  rank,
  saveJudged,
  score,
} from '@querent/core';
import { decodeShard } from '@querent/core/encoders';
import { startBackend } from '@querent/core/tensors';
import type {
  ComparedTrial,
  CompareTask,
  ComputeRun,
  FoldTask,
  Tried,
  TryRankingTask,
} from '@querent/domain/background';
import type { Store } from '@querent/storage';
import { z } from 'zod';
import { among, featuresIn, labelsOf, loopConfig } from './loop.js';
import type { ThreadOptions } from './messages.js';

/** Records of a large pool that a trial ranks: a trial is to tell how questions differ, and not to ask them. */
const MOST_LOOKED_AT = 20_000;

const Ranked = z.object({
  ranking: z.array(z.object({ index: z.int(), score: z.number().nullable() })),
  looked: z.int(),
});

const startOf = ({ backend }: ThreadOptions) => startBackend({ ...(backend ? { prefer: backend } : {}) });

const runOf = (seed: number, { signal, onProgress }: ComputeRun) => ({
  seed,
  signal,
  onProgress: ({ epoch, epochs, loss, secondsLeft }: Progress) =>
    onProgress({ stage: 'training', share: epoch / epochs, epoch, epochs, loss, secondsLeft }),
});
type Progress = { epoch: number; epochs: number; loss: number; secondsLeft: number };

const fitTaskOf = ({ shards, labels, outputs, ...task }: FoldTask | TryRankingTask, store: Store) => ({
  config: loopConfig(task),
  source: featuresIn(store, shards),
  answers: { indices: labels.map(({ index }) => index), labels: labelsOf(labels, task.likelihood) },
  outputs,
});

/** What a model of all folds but one says of that one. */
export async function tryFold(task: FoldTask, run: ComputeRun, store: Store, options: ThreadOptions): Promise<Tried> {
  await startOf(options);
  const foldN = task.labels.map(({ fold }) => fold);
  const { records, seconds } = await judgeFold(
    { ...fitTaskOf(task, store), foldN, fold: task.fold },
    runOf(task.seed, run),
  );
  return { objectKey: await store.put(saveJudged(records)), seconds };
}

/** What a model of all labels would ask; of a large pool, among its first and last records as its shards lie. */
export async function tryRanking(
  task: TryRankingTask,
  run: ComputeRun,
  store: Store,
  options: ThreadOptions,
): Promise<Tried> {
  await startOf(options);
  const since = performance.now();
  const fitTask = fitTaskOf(task, store);
  const { config, source } = fitTask;
  const { model } = await fit(fitTask, runOf(task.seed, run));
  const { dtype } = decodeShard(await store.get(task.shards[0]!.objectKey));
  const predictor = await openPredictor(drawGraph(model, { config, dtype, seed: task.seed }));
  try {
    const part = featuresIn(store, spread(task.shards));
    const ranking = {
      ...{ config, source, predictor, seed: task.seed, signal: run.signal },
      isExcluded: among(task.excluded),
    };
    const ranked = await rank({
      ...ranking,
      parts: looksAtPool(config) ? [await score({ ...ranking, part })] : [],
      labelled: task.labels.map(({ index }) => index),
    });
    const bytes = Buffer.from(JSON.stringify({ ranking: ranked.ranking, looked: ranked.scored }));
    return { objectKey: await store.put(bytes), seconds: (performance.now() - since) / 1_000 };
  } finally {
    await predictor.release();
  }
}

/** Shards from the whole length of the pool, with so many records in all. */
function spread<Shard extends { count: number }>(shards: Shard[]): Shard[] {
  const total = shards.reduce((sum, { count }) => sum + count, 0);
  const step = Math.max(1, Math.ceil(total / MOST_LOOKED_AT));
  return shards.filter((_, at) => at % step === 0);
}

/** Both sides of a trial: the main figures with their differences, and the two orders of asking. */
export async function compareTrial({ questions, shown, ...sides }: CompareTask, store: Store): Promise<ComparedTrial> {
  const judgedOf = async (keys: string[]) =>
    mergeJudged(await Promise.all(keys.map(async (key) => loadJudged(await store.get(key)))));
  const rankingOf = async (key: string) => Ranked.parse(JSON.parse(Buffer.from(await store.get(key)).toString('utf8')));
  const [present, other] = await Promise.all([judgedOf(sides.present.judged), judgedOf(sides.other.judged)]);
  const [first, second] = await Promise.all([rankingOf(sides.present.ranking), rankingOf(sides.other.ranking)]);
  const compared = compareRankings(
    first.ranking.map(({ index }) => index),
    second.ranking.map(({ index }) => index),
    questions,
  );
  return {
    figures: figuresOf(present, other),
    records: present.indexN.length,
    ranking: {
      ...compared,
      present: first.ranking.slice(0, shown),
      other: second.ranking.slice(0, shown),
      questions: Math.min(questions, first.ranking.length, second.ranking.length),
      looked: Math.max(first.looked, second.looked),
    },
  };
}

/** Both were judged on the same records in the same order, since both have the same folds. */
function figuresOf({ likelihood, judged: first }: JudgedRecords, { judged: second }: JudgedRecords) {
  type Judged = JudgedBy[typeof likelihood];
  const [present, other] = [first, second].map((judged) => evaluate(likelihood, judged as Judged));
  const isKnown = ({ value }: Estimate) => Number.isFinite(value);
  return Object.keys(present!).flatMap((id) => {
    const difference = figures.get(id).difference(second as Judged, first as Judged);
    const [one, two] = [present![id]!, other![id]!];
    return [one, two, difference].every(isKnown) ? [{ id, present: one, other: two, difference }] : [];
  });
}
