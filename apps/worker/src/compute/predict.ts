import { predictRecords } from '@querent/core';
import { decodeShard } from '@querent/core/encoders';
import type { ComputeRun, ShardRef } from '@querent/domain/background';
import type { Store } from '@querent/storage';
import { openGraph } from './graph.js';

/** What a model says of the records of a shard, with all its probabilities, stored as JSON. */
export async function predict(
  { graphKey, shard }: { graphKey: string; shard: ShardRef },
  { signal }: ComputeRun,
  store: Store,
): Promise<{ objectKey: string }> {
  const predictor = await openGraph(store, graphKey);
  const rows = decodeShard(await store.get(shard.objectKey));
  const predictions = await predictRecords(predictor, rows, signal, predictor.classes);
  return { objectKey: await store.put(Buffer.from(JSON.stringify(predictions))) };
}
