import { buildNetwork, initialWeights, likelihoods, posteriors } from '@querent/core';
import { type BackendName, gatherRows, startBackend } from '@querent/core/tensors';
import { hasData, readImages } from './data.ts';
import { readDigits } from './digits.ts';
import { serve } from './jobs.ts';

const rssMb = () => Math.round(process.resourceUsage().maxRSS / 1_024);

export interface TrainingJob {
  posterior?: string | undefined;
  options: object;
  images: number;
  backend?: BackendName | undefined;
}
export type TrainingFit = Awaited<ReturnType<typeof fitTimed>>;

serve<TrainingJob, TrainingFit>(async (job) => ({ result: await fitTimed(job) }));

/** One fit of the CNN in a process of its own, timed by epochs. */
async function fitTimed({ posterior: id = 'mc-dropout', options, images, backend: prefer }: TrainingJob) {
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
  return {
    backend: backend.title,
    images: features.count,
    source,
    seconds: (performance.now() - begun) / 1_000,
    epochSeconds: ends.slice(1).map((end, i) => (end - ends[i]!) / 1_000),
    weights: Object.values(initialWeights(network, 1)).reduce((sum, { data }) => sum + data.length, 0),
    rssBeforeMb,
    peakRssMb: rssMb(),
  };
}

/** The sample digits as far as they reach; more come from the full training set, or are the sample over and over. */
function read(images: number) {
  if (images > 10_000 && hasData('mnist', 'train-images-idx3-ubyte.gz'))
    return { ...readImages('mnist', 'train', images), source: 'MNIST training set' };
  const digits = readDigits();
  const rows = Int32Array.from({ length: images }, (_, i) => i % digits.features.count);
  return {
    features: gatherRows(digits.features, rows),
    labels: Int32Array.from(rows, (row) => digits.labels[row]!),
    source: images > digits.features.count ? 'sample digits, repeated' : 'sample digits',
  };
}
