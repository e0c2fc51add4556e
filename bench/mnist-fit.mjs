import { acquisitions, buildNetwork, compile, likelihoods, posteriors } from '@querent/core';
import { auroc, evaluate } from '@querent/core/evaluation';
import { gatherRows, permutation, saveState, splitChunk, startBackend } from '@querent/core/tensors';
import { readImages } from './data.mjs';
import { serve } from './jobs.mjs';
import { rounded } from './statistics.mjs';

const ROWS = 500;
const SEED = 1;
const rssMb = () => Math.round(process.resourceUsage().maxRSS / 1_024);

/** One method on MNIST: a child process of its own, so that the peak of memory is this method's. */
serve(async ({ posterior: id, options, network: choice, draws, images, tests, seed = SEED, backend }) => {
  const { title } = await startBackend({ prefer: backend });
  const likelihood = likelihoods.get('categorical');
  const all = readImages('mnist', 'train');
  const train = images ? shuffled(all, images, seed) : all;
  const network = buildNetwork(choice, { inputShape: train.features.shape, outputs: 10, scale: 'bytes' });
  const posterior = posteriors.get(id);
  const rssBeforeFitMb = rssMb();
  const since = performance.now();
  const problem = { network, likelihood, features: train.features, labels: train.labels };
  const state = await posterior.fit(problem, { options, seed });
  const seconds = (performance.now() - since) / 1_000;
  const peakRssOfFitMb = rssMb();

  const drawn = posterior.draw(network, state, draws, seed, options);
  const predictor = await compile(network, likelihood, drawn, 'uint8');
  const known = readImages('mnist', 't10k', tests);
  const own = await scoresOf(predictor, known.features);
  const foreign = await scoresOf(predictor, readImages('fashion-mnist', 't10k', tests).features);
  await predictor.release();
  const judged = { probsNC: own.meanProbsNC, labelsN: known.labels, classes: 10 };
  const { accuracy, nll, ece, brier } = evaluate('categorical', judged, ['accuracy', 'nll', 'ece', 'brier']);
  const result = {
    errorPercent: rounded(100 * (1 - accuracy.value), 2),
    errorPercentInterval: [rounded(100 * (1 - accuracy.high), 2), rounded(100 * (1 - accuracy.low), 2)],
    nll: rounded(nll.value),
    nllInterval: [rounded(nll.low), rounded(nll.high)],
    ece: rounded(ece.value),
    brier: rounded(brier.value),
    aurocEntropy: rounded(auroc(foreign.entropy, own.entropy)),
    // A single network never disagrees with itself: what is left is rounding, which would be ranked.
    aurocBald: drawn.samples > 1 ? rounded(auroc(foreign.bald, own.bald)) : null,
    draws: drawn.samples,
    images: train.features.count,
    secondsOfFit: rounded(seconds, 1),
    parameters: Object.values(state).reduce((sum, { data }) => sum + data.length, 0),
    stateBytes: saveState(state).length,
    rssBeforeFitMb,
    peakRssOfFitMb,
    peakRssMb: rssMb(),
    backend: title,
  };
  const line = `error ${result.errorPercent} %  NLL ${result.nll}  ${result.secondsOfFit} s`;
  return { result, line };
});

/** So many images in an order of the seed's own. */
function shuffled({ features, labels }, images, seed) {
  const rows = permutation(features.count, seed).subarray(0, images);
  return { features: gatherRows(features, rows), labels: Int32Array.from(rows, (row) => labels[row]) };
}

/** Mean probabilities, entropy of the mean and BALD of many images, in pieces. */
async function scoresOf(predictor, features) {
  const parts = { meanProbsNC: [], entropy: [], bald: [] };
  for (const piece of splitChunk({ ...features, start: 0 }, ROWS)) {
    const summary = await predictor.summarize(piece);
    parts.meanProbsNC.push(...summary.meanProbsNC);
    for (const id of ['entropy', 'bald']) parts[id].push(...acquisitions.get(id).score(summary, {}));
  }
  return parts;
}
