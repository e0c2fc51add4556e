import { fit, saveModel } from '@querent/core';
import { startBackend } from '@querent/core/tensors';
import type { ComputeRun, Trained, TrainTask } from '@querent/domain/background';
import type { Store } from '@querent/storage';
import { featuresIn, labelsOf, loopConfig } from './loop.js';
import type { ThreadOptions } from './messages.js';

/** Fits the posterior of a round to its labels and stores what it has learned, with the network that learned it. */
export async function train(
  { shards, labels, outputs, seed, ...task }: TrainTask,
  { signal, onProgress }: ComputeRun,
  store: Store,
  options: ThreadOptions,
): Promise<Trained> {
  const backend = await startBackend({ ...(options.backend ? { prefer: options.backend } : {}) });
  const { model, seconds } = await fit(
    {
      config: loopConfig(task),
      source: featuresIn(store, shards),
      answers: {
        indices: labels.map(({ index }) => index),
        labels: labelsOf(labels, task.likelihood),
      },
      outputs,
    },
    {
      seed,
      signal,
      onProgress: ({ epoch, epochs, loss, secondsLeft }) =>
        onProgress({ stage: 'training', share: epoch / epochs, epoch, epochs, loss, secondsLeft }),
    },
  );
  const state = saveModel(model);
  const stateKey = await store.put(state);
  const { temperature = null } = model;
  return { stateKey, bytes: state.byteLength, temperature, backend: backend.title, seconds };
}
