import { buildNetwork, categorical, parseOptions, posteriors, saveModel } from '@querent/core';
import { startBackend } from '@querent/core/tensors';
import type { Store } from '@querent/domain';
import type { ComputeRun, Trained, TrainTask } from '@querent/domain/background';
import type { ThreadOptions } from './messages.js';
import { readRows } from './rows.js';

/** Fits the posterior of a round to its labels and stores what it has learned, with the network that learned it. */
export async function train(
  task: TrainTask,
  { signal, onProgress }: ComputeRun,
  store: Store,
  options: ThreadOptions,
): Promise<Trained> {
  const { shards, labels, classes, config, seed } = task;
  const backend = await startBackend({ ...(options.backend ? { prefer: options.backend } : {}) });
  const features = await readRows(
    store,
    shards,
    labels.map(({ index }) => index),
  );
  const posterior = posteriors.get(config.posterior.id);
  const network = buildNetwork(config.network, {
    inputShape: features.shape,
    outputs: classes,
    isPixels: features.dtype === 'uint8',
    labels: labels.length,
  });
  const since = performance.now();
  const state = await posterior.fit(
    {
      network,
      likelihood: categorical,
      features,
      labels: Int32Array.from(labels, ({ label }) => label),
    },
    {
      options: parseOptions(posterior, config.posterior.options),
      seed,
      signal,
      onProgress: ({ epoch, epochs, secondsLeft }) =>
        onProgress({ stage: 'training', share: epoch / epochs, epoch, epochs, secondsLeft }),
    },
  );
  const seconds = (performance.now() - since) / 1_000;
  return { stateKey: await store.put(saveModel({ network, state })), backend: backend.title, seconds };
}
