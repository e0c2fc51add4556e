import { buildNetwork, initialWeights, likelihoods, posteriors } from '@querent/core';
import { gatherRows, startBackend } from '@querent/core/tensors';
import { hasData, readImages } from './data.mjs';
import { readDigits } from './digits.mjs';
import { serve } from './jobs.mjs';

const rssMb = () => Math.round(process.resourceUsage().maxRSS / 1_024);

/** One fit of the CNN in a process of its own, timed by epochs. */
serve(async ({ posterior: id = 'mc-dropout', options, images, backend: prefer }) => {
  const backend = await startBackend({ prefer });
  const { features, labels, source } = read(images);
  const network = buildNetwork(
    { id: 'gal-cnn', options: {} },
    { inputShape: features.shape, outputs: 10, scale: 'bytes' },
  );
  const posterior = posteriors.get(id);
  const rssBeforeMb = rssMb();
  const begun = performance.now();
  const ends = [begun];
  await posterior.fit(
    { network, likelihood: likelihoods.get('categorical'), features, labels },
    { options: posterior.options.parse(options), seed: 1, onProgress: () => ends.push(performance.now()) },
  );
  const result = {
    backend: backend.title,
    images: features.count,
    source,
    seconds: (performance.now() - begun) / 1_000,
    epochSeconds: ends.slice(1).map((end, i) => (end - ends[i]) / 1_000),
    weights: Object.values(initialWeights(network, 1)).reduce((sum, { data }) => sum + data.length, 0),
    rssBeforeMb,
    peakRssMb: rssMb(),
  };
  return { result };
});

/** The sample digits as far as they reach; more come from the full training set, or are the sample over and over. */
function read(images) {
  if (images > 10_000 && hasData('mnist', 'train-images-idx3-ubyte.gz'))
    return { ...readImages('mnist', 'train', images), source: 'MNIST training set' };
  const digits = readDigits();
  const rows = Int32Array.from({ length: images }, (_, i) => i % digits.features.count);
  return {
    features: gatherRows(digits.features, rows),
    labels: Int32Array.from(rows, (row) => digits.labels[row]),
    source: images > digits.features.count ? 'sample digits, repeated' : 'sample digits',
  };
}
