import { acquisitions, buildNetwork, compile, likelihoods, posteriors, scorePool, selections } from '@querent/core';
import { gatherRows, startBackend } from '@querent/core/tensors';
import { readDigits } from './digits.mjs';

const DRAWS = 20;

/** BALD for 10,000 images with a network that has been trained on a hundred of them; training is not counted. */
export async function bench({ prefer }) {
  await startBackend({ prefer });
  const { features, labels } = readDigits();
  const seed = 1;
  const network = buildNetwork(
    { id: 'gal-cnn', options: {} },
    { inputShape: features.shape, outputs: 10, isPixels: true },
  );
  const likelihood = likelihoods.get('categorical');
  const posterior = posteriors.get('mc-dropout');
  const options = posterior.options.parse({ minUpdates: 30 });
  const rows = Array.from({ length: 100 }, (_, i) => i);
  const problem = {
    network,
    likelihood,
    features: gatherRows(features, rows),
    labels: labels.subarray(0, 100),
  };
  const state = await posterior.fit(problem, { options, seed });
  const trainRssMb = process.resourceUsage().maxRSS / 1_024;

  const begun = performance.now();
  const predictor = await compile(network, likelihood, posterior.draw(network, state, DRAWS, seed, options), 'uint8');
  const { scored, top } = await scorePool({
    predictor,
    acquisition: acquisitions.get('bald'),
    options: {},
    selection: selections.get('top-k'),
    selectionOptions: {},
    chunks: [{ ...features, start: 0 }],
    total: features.count,
    keep: 100,
    seed,
  });
  const seconds = (performance.now() - begun) / 1_000;
  await predictor.release();
  return {
    bench: 'scoring',
    items: scored,
    draws: DRAWS,
    seconds: Number(seconds.toFixed(3)),
    measure: 'compiling the draws and scoring every image; nothing warmed up',
    itemsPerSecond: Math.round(scored / seconds),
    peakRssMb: Math.round(process.resourceUsage().maxRSS / 1_024),
    peakRssBeforeScoringMb: Math.round(trainRssMb),
    backend: 'ONNX Runtime (CPU)',
    bestBald: Number(top[0].score.toFixed(4)),
  };
}
