import { loadModel, exportModel as makeFile } from '@querent/core';
import { decodeShard } from '@querent/core/encoders';
import { startBackend } from '@querent/core/tensors';
import type { ExportedFile, ExportTask } from '@querent/domain/background';
import type { Store } from '@querent/storage';
import { loopConfig } from './loop.js';

/** Draws the networks of a round once more and stores them as a file for those who have no Querent. */
export async function exportModel(task: ExportTask, store: Store): Promise<ExportedFile> {
  const { shards, seed, stateKey, form, encoding, classes, about } = task;
  const { dtype } = decodeShard(await store.get(shards[0]!.objectKey));
  const model = loadModel(await store.get(stateKey));
  await startBackend(); // as of `draw`
  const { bytes, input } = await makeFile(model, {
    ...{ config: loopConfig(task), dtype, seed, form, encoding, classes, about },
  });
  return { objectKey: await store.put(bytes), bytes: bytes.byteLength, input };
}
