import { buildNetwork, initialWeights, likelihoods, posteriors } from '@querent/core';
import { gatherRows, startBackend } from '@querent/core/tensors';
import { readDigits } from './digits.mjs';

const IMAGES = 1_024;
const EPOCHS = 6;

/** One epoch of the CNN with dropout and Adam, batch 64: the median of those after the first. */
export async function bench({ prefer }) {
  const backend = await startBackend({ prefer });
  const digits = readDigits();
  const rows = Array.from({ length: IMAGES }, (_, i) => i);
  const features = gatherRows(digits.features, rows);
  const network = buildNetwork(
    { id: 'gal-cnn', options: {} },
    { inputShape: features.shape, outputs: 10, isPixels: true },
  );
  const posterior = posteriors.get('mc-dropout');
  const options = posterior.options.parse({ epochs: EPOCHS, minUpdates: 0, batchSize: 64 });
  const ends = [performance.now()];
  await posterior.fit(
    {
      network,
      likelihood: likelihoods.get('categorical'),
      features,
      labels: digits.labels.subarray(0, IMAGES),
    },
    { options, seed: 1, onProgress: () => ends.push(performance.now()) },
  );
  const epochs = ends.slice(1).map((end, i) => (end - ends[i]) / 1_000);
  const seconds = epochs.slice(1).sort((a, b) => a - b)[Math.floor((EPOCHS - 1) / 2)];
  return {
    bench: 'training',
    images: IMAGES,
    batch: 64,
    weights: Object.values(initialWeights(network, 1)).reduce((sum, { data }) => sum + data.length, 0),
    seconds: Number(seconds.toFixed(3)),
    measure: `one epoch with forward and backward pass, dropout and Adam; median of ${EPOCHS - 1} after a warm-up`,
    imagesPerSecond: Math.round(IMAGES / seconds),
    firstEpochSeconds: Number(epochs[0].toFixed(3)),
    backend: backend.title,
  };
}
