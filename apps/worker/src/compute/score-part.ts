import { savePart, scorePart as scoreRows } from '@querent/core';
import type { Store } from '@querent/domain';
import type { ComputeRun, PartProgress, PartTask } from '@querent/domain/background';
import { openGraph } from './graph.js';
import { rankingOf, targetsOf } from './ranking.js';
import { readShards } from './rows.js';

/** Scores a part of the pool and stores its best. */
export async function scorePart(
  task: PartTask,
  { signal, onProgress }: ComputeRun<PartProgress>,
  store: Store,
): Promise<{ objectKey: string }> {
  const ranking = rankingOf(task);
  const isExcluded = new Set(task.excluded);
  const scored = await scoreRows({
    ...ranking,
    ...(await targetsOf(ranking, task, store)),
    predictor: await openGraph(store, task.graphKey),
    chunks: readShards(store, task.part),
    total: task.part.reduce((sum, { count }) => sum + count, 0),
    isExcluded: (index) => isExcluded.has(index),
    signal,
    onProgress: ({ done }) => onProgress({ done }),
  });
  return { objectKey: await store.put(savePart(scored)) };
}
