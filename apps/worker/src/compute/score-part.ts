import { savePart, score } from '@querent/core';
import type { ComputeRun, PartProgress, PartTask } from '@querent/domain/background';
import type { Store } from '@querent/storage';
import { openGraph } from './graph.js';
import { among, inputsIn, loopConfig } from './loop.js';

/** Scores a part of the pool and stores its best. */
export async function scorePart(
  { shards, part, seed, graphKey, excluded, known, ...task }: PartTask,
  { signal, onProgress }: ComputeRun<PartProgress>,
  store: Store,
): Promise<{ objectKey: string }> {
  const { config } = task;
  const scored = await score({
    config: loopConfig(task),
    source: inputsIn(store, { config }, shards),
    part: inputsIn(store, { config }, part),
    predictor: await openGraph(store, graphKey),
    seed,
    isExcluded: among(excluded),
    ...(known ? { isKnown: among(known) } : {}),
    signal,
    onProgress: ({ done }) => onProgress({ done }),
  });
  return { objectKey: await store.put(savePart(scored)) };
}
