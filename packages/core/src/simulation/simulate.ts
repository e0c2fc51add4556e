import { mapRows } from '../acquisitions/acquisition.js';
import { acquisitions } from '../acquisitions/index.js';
import { evaluate } from '../evaluation/evaluate.js';
import { kappa } from '../evaluation/kappa.js';
import { categorical } from '../likelihoods/categorical.js';
import type { CategoricalSummary } from '../likelihoods/likelihood.js';
import { buildNetwork } from '../networks/presets.js';
import { parseOptions } from '../options.js';
import type { Draws } from '../posteriors/posterior.js';
import { posteriors } from '../posteriors/registry.js';
import { compile } from '../scoring/compile.js';
import type { Predictor } from '../scoring/predictor.js';
import { scorePool } from '../scoring/score-pool.js';
import { summarizeAll } from '../scoring/whole.js';
import { selections } from '../selections/index.js';
import { entropy } from '../tensors/entropy.js';
import { type Features, gatherRows } from '../tensors/features.js';
import { candidatesOf, startOf } from './start.js';

/** Rounds have seeds of their own, far from those of other runs. */
const seedOf = (seed: number, round: number) => seed * 100_003 + round;

/** Records of which everything is known. */
export interface LabelledSet {
  features: Features;
  labelsN: Int32Array;
}

/** A method with its options. */
export interface Choice {
  id: string;
  options: unknown;
}

/** How a labelled set is replayed. */
export interface SimulationConfig {
  network: Choice;
  posterior: Choice;
  acquisition: Choice;
  selection: Choice;
  /** Draws that the pool is scored with. */
  draws: number;
  /** Draws that the test set is measured with, if others: a mean needs fewer of them than a joint prediction. */
  testDraws?: number;
  /** Labels before the first round, and whether there are as many of each class. */
  start: { labels: number; isBalanced: boolean };
  labelsPerRound: number;
  /** Labels after which it ends. */
  most: number;
  /** Candidates of a round, drawn anew each time; the whole pool if left out. */
  candidates?: number;
  /** Records side by side in the pool that are candidates together, such as copies of one; 1 if left out. */
  together?: number;
  /**
   * Candidates are judged with new dropout masks for each record (after the first dropout layer), as in studies that do not
   * fix a draw over the pool. A live round fixes it.
   */
  hasFreshMasks?: boolean;
  seed: number;
}

/** One finished round. */
export interface SimulatedRound {
  /** From 0. */
  round: number;
  /** Labels that it was trained on, the first ones among them. */
  labels: number;
  accuracy: number;
  nll: number;
  /** Agreement with the round before on the test set, which stands for the pool: Cohen's κ, and the share that differs. */
  kappa: number | null;
  changed: number | null;
  /** Classes that are predicted for any record of the test set. */
  predictedClasses: number;
  /** Mean and largest entropy on the test set, as shares of the largest that there can be. */
  meanUncertainty: number;
  maxUncertainty: number;
  /** The class predicted for each record of the test set. */
  predicted: number[];
  /** Places in the pool that are asked next; none in the last round. */
  asked: number[];
  seconds: { train: number; score: number; measure: number };
}

/** What has been done of a simulation that goes on after a stop: rounds as they came out. */
export interface Simulation {
  pool: LabelledSet;
  test: LabelledSet;
  classes: number;
  config: SimulationConfig;
  done?: readonly SimulatedRound[];
  signal?: AbortSignal;
}

/**
 * Replays active learning on a labelled set: train on what is labelled, measure on the test set, score the pool, ask, and
 * again, by the code that live rounds use. Each round is trained from scratch with a seed of its own, so that a run goes
 * on after a stop exactly as it would have gone on without.
 *
 * @throws unknown_method, invalid_options, whatever a fit throws; whatever `signal` was aborted with
 */
export async function* simulate(simulation: Simulation): AsyncGenerator<SimulatedRound> {
  const { pool, classes, config, done = [], signal } = simulation;
  const { start, labelsPerRound, most, seed } = config;
  const labelled = [
    ...startOf(pool.labelsN, classes, start.labels, start.isBalanced, seed),
    ...done.flatMap(({ asked }) => asked),
  ];
  let earlier = done.at(-1)?.predicted ?? null;
  for (let round = done.length; ; round++) {
    signal?.throwIfAborted();
    const isLast = labelled.length >= most;
    if (done.at(-1)?.asked.length === 0) return;
    const { predictor, scorer, trainSeconds } = await trained(simulation, labelled, round);
    try {
      const since = performance.now();
      const figures = await measured(predictor, simulation, earlier);
      const measure = (performance.now() - since) / 1_000;
      const wanted = Math.min(labelsPerRound, most - labelled.length);
      const { asked, seconds } = isLast
        ? { asked: [], seconds: 0 }
        : await ask(scorer, simulation, labelled, round, wanted);
      yield {
        round,
        labels: labelled.length,
        ...figures,
        asked,
        seconds: { train: trainSeconds, score: seconds, measure },
      };
      earlier = figures.predicted;
      if (asked.length === 0) return;
      labelled.push(...asked);
    } finally {
      await predictor.release();
      if (scorer !== predictor) await scorer.release();
    }
  }
}

/** The drawn networks of a round. */
async function trained({ pool, classes, config, signal }: Simulation, labelled: number[], round: number) {
  const since = performance.now();
  const features = gatherRows(pool.features, labelled);
  const labels = Int32Array.from(labelled, (index) => pool.labelsN[index]!);
  const network = buildNetwork(config.network, {
    inputShape: features.shape,
    outputs: classes,
    isPixels: features.dtype === 'uint8',
    labels: labels.length,
  });
  const posterior = posteriors.get(config.posterior.id);
  const options = parseOptions(posterior, config.posterior.options);
  const seed = seedOf(config.seed, round);
  const problem = { network, likelihood: categorical as never, features, labels };
  const state = await posterior.fit(problem, { options, seed, ...(signal ? { signal } : {}) });
  const hasVectors = selections.get(config.selection.id).batch?.reads.includes('hidden') ?? false;
  const drawn = (samples: number) => posterior.draw(network, state, samples, seed, options);
  const open = (own: Draws) => compile(network, categorical, own, features.dtype, { hasVectors });
  const { draws, testDraws = draws, hasFreshMasks } = config;
  const predictor = await open(drawn(testDraws));
  const isOther = hasFreshMasks || testDraws !== draws;
  const scorer = isOther ? await open(hasFreshMasks ? withFreshMasks(drawn(draws), seed) : drawn(draws)) : predictor;
  return { predictor, scorer, trainSeconds: (performance.now() - since) / 1_000 };
}

/** Figures on the test set, beside the predictions of the round before. */
async function measured(
  predictor: Predictor<CategoricalSummary>,
  { test, classes, signal }: Simulation,
  earlier: number[] | null,
) {
  const { meanProbsNC } = await summarizeAll(predictor, test.features, signal);
  const { accuracy, nll } = evaluate(meanProbsNC, test.labelsN, classes);
  const shares = mapRows(meanProbsNC, classes, entropy).map((nats) => nats / Math.log(classes));
  const predicted = Array.from(mapRows(meanProbsNC, classes, (row) => row.indexOf(Math.max(...row))));
  return {
    accuracy: accuracy.value,
    nll: nll.value,
    kappa: earlier && kappa(earlier, predicted, classes),
    changed: earlier && predicted.filter((label, n) => label !== earlier[n]).length / predicted.length,
    predictedClasses: new Set(predicted).size,
    meanUncertainty: shares.reduce((sum, share) => sum + share, 0) / shares.length,
    maxUncertainty: shares.reduce((most, share) => Math.max(most, share), 0),
    predicted,
  };
}

/** The next questions. */
async function ask(
  predictor: Predictor,
  { pool, config, signal }: Simulation,
  labelled: number[],
  round: number,
  wanted: number,
) {
  const since = performance.now();
  const seed = seedOf(config.seed, round);
  const { count } = pool.features;
  const candidates = candidatesOf(count, config.candidates ?? count, config.together ?? 1, config.seed, round);
  const isLabelled = new Set(labelled);
  const acquisition = acquisitions.get(config.acquisition.id);
  const rows = gatherRows(pool.features, candidates);
  const { top } = await scorePool({
    predictor,
    acquisition,
    options: config.acquisition.options,
    selection: selections.get(config.selection.id),
    selectionOptions: config.selection.options,
    keep: wanted,
    seed,
    chunks: [{ ...rows, start: 0 }],
    total: candidates.length,
    isExcluded: (place) => isLabelled.has(candidates[place]!),
    rowsOf: async (places) => gatherRows(rows, places),
    labelled: gatherRows(pool.features, labelled),
    ...(acquisition.needs === 'targets'
      ? { targets: gatherRows(pool.features, startOf(pool.labelsN, 1, 100, false, seed)) }
      : {}),
    ...(signal ? { signal } : {}),
  });
  return { asked: top.map(({ index }) => candidates[index]!), seconds: (performance.now() - since) / 1_000 };
}

/** The same draws, but for the masks of dropout, which are new for each record where they can be. */
const withFreshMasks = ({ samples, layers }: Draws, seed: number): Draws => ({
  samples,
  layers: layers.map((layer) => (layer.mask ? { ...layer, fresh: { seed } } : layer)),
});
