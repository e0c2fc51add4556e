import { drawGraph, loadModel } from '@querent/core';
import { decodeShard } from '@querent/core/encoders';
import { startBackend } from '@querent/core/tensors';
import type { DrawTask } from '@querent/domain/background';
import type { Store } from '@querent/storage';
import { loopConfig } from './loop.js';

/** Draws the networks of a round and stores them as one graph, which every worker scores with. */
export async function draw(task: DrawTask, store: Store): Promise<{ graphKey: string; bytes: number }> {
  const { shards, seed, stateKey } = task;
  const { dtype } = decodeShard(await store.get(shards[0]!.objectKey));
  // Not built anew: its size may follow from the number of labels, which have grown since the fit.
  const model = loadModel(await store.get(stateKey));
  await startBackend(); // batch normalisation is measured anew for each draw of SWAG
  const graph = drawGraph(model, { config: loopConfig(task), dtype, seed });
  return { graphKey: await store.put(graph), bytes: graph.byteLength };
}
