import {
  acquisitions,
  buildNetwork,
  type CategoricalSummary,
  categorical,
  compile,
  likelihoods,
  type Predictor,
  posteriors,
} from '@querent/core';
import { auroc, evaluate } from '@querent/core/evaluation';
import {
  type BackendName,
  type Features,
  gatherRows,
  permutation,
  saveState,
  splitChunk,
  startBackend,
} from '@querent/core/tensors';
import { type LabelledImages, readImages } from './data.ts';
import { serve } from './jobs.ts';
import { rounded } from './statistics.ts';

const ROWS = 500;
const SEED = 1;
const rssMb = () => Math.round(process.resourceUsage().maxRSS / 1_024);

export interface MnistJob {
  title: string;
  method: string;
  posterior: string;
  version: string;
  options: unknown;
  network: { id: string; options: object };
  draws: number;
  /** How many of the training images; null for all. */
  images: number | null;
  /** How many of the test images; all if left out. */
  tests?: number;
  seed?: number;
  backend: BackendName;
}
export type MnistFit = Awaited<ReturnType<typeof fitAndJudge>>;

/** One method on MNIST: a child process of its own, so that the peak of memory is this method's. */
serve<MnistJob, MnistFit>(async (job) => {
  const result = await fitAndJudge(job);
  return { result, line: `error ${result.errorPercent} %  NLL ${result.nll}  ${result.secondsOfFit} s` };
});

async function fitAndJudge({
  posterior: id,
  options,
  network: choice,
  draws,
  images,
  tests,
  seed = SEED,
  backend,
}: MnistJob) {
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
  const predictor = await compile(network, categorical, drawn, 'uint8');
  const known = readImages('mnist', 't10k', tests);
  const own = await scoresOf(predictor, known.features);
  const foreign = await scoresOf(predictor, readImages('fashion-mnist', 't10k', tests).features);
  await predictor.release();
  const judged = { probsNC: own.meanProbsNC, labelsN: known.labels, classes: 10 };
  const figures = evaluate('categorical', judged, ['accuracy', 'nll', 'ece', 'brier']);
  const [accuracy, nll] = [figures.accuracy!, figures.nll!];
  return {
    errorPercent: rounded(100 * (1 - accuracy.value), 2),
    errorPercentInterval: [rounded(100 * (1 - accuracy.high), 2), rounded(100 * (1 - accuracy.low), 2)],
    nll: rounded(nll.value),
    nllInterval: [rounded(nll.low), rounded(nll.high)],
    ece: rounded(figures.ece!.value),
    brier: rounded(figures.brier!.value),
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
}

/** So many images in an order of the seed's own. */
function shuffled({ features, labels }: LabelledImages, images: number, seed: number): LabelledImages {
  const rows = permutation(features.count, seed).subarray(0, images);
  return { features: gatherRows(features, rows), labels: Int32Array.from(rows, (row) => labels[row]!) };
}

/** Mean probabilities, entropy of the mean and BALD of many images, in pieces. */
async function scoresOf(predictor: Predictor<CategoricalSummary>, features: Features) {
  const parts = { meanProbsNC: [] as number[], entropy: [] as number[], bald: [] as number[] };
  for (const piece of splitChunk({ ...features, start: 0 }, ROWS)) {
    const summary = await predictor.summarize(piece);
    parts.meanProbsNC.push(...summary.meanProbsNC);
    for (const id of ['entropy', 'bald'] as const) parts[id].push(...acquisitions.get(id).score(summary, {}));
  }
  return parts;
}
