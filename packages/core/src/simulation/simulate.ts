import { evaluate } from '../evaluation/figures.js';
import { gatherLabels } from '../likelihoods/labels.js';
import { type FeatureSource, inMemory } from '../loop/feature-source.js';
import { drawGraph, fit, judge, looksAtPool, rank, roundSeed, score } from '../loop/index.js';
import type { Draws } from '../posteriors/posterior.js';
import { openPredictor, type Predictor } from '../scoring/predictor.js';
import { gatherRows } from '../tensors/features.js';
import type { LabelledSet, SimulatedRound, Simulation } from './config.js';
import { stabilityOf } from './stability.js';
import { candidatesOf, startOf } from './start.js';

/**
 * Replays active learning on a labelled set: train on what is labelled, measure on the test set, score the pool, ask, and
 * again, by the code that live rounds use: with the seeds, answers and settings of a live project it asks what that asked. Each
 * round is trained from scratch with a seed of its own, so that a run goes on after a stop exactly as it would have without.
 *
 * @throws unknown_method, invalid_options, whatever a fit throws; whatever `signal` was aborted with
 */
export async function* simulate(simulation: Simulation): AsyncGenerator<SimulatedRound> {
  const { config, done = [], signal } = simulation;
  const labelled = [...(await startOf(simulation)), ...done.flatMap(({ asked }) => asked)];
  let earlier = done.at(-1)?.stability?.predicted ?? null;
  for (let round = done.length + 1; ; round++) {
    signal?.throwIfAborted();
    if (done.at(-1)?.asked.length === 0) return;
    const { predictor, scorer, seconds: train } = await trained(simulation, labelled, round);
    try {
      const { figures, stability, seconds: measure } = await measured(predictor, simulation, earlier);
      const wanted = Math.max(0, Math.min(config.labelsPerRound, config.most - labelled.length));
      const { asked, seconds } =
        wanted === 0 ? { asked: [], seconds: 0 } : await ask(scorer, simulation, labelled, round, wanted);
      yield { round, labels: labelled.length, figures, stability, asked, seconds: { train, score: seconds, measure } };
      earlier = stability?.predicted ?? null;
      if (asked.length === 0) return;
      labelled.push(...asked);
    } finally {
      await predictor.release();
      if (scorer !== predictor) await scorer.release();
    }
  }
}

/** The drawn networks of a round: those that measure, and those that score, which may be the same. */
async function trained({ pool, outputs, config, signal }: Simulation, labelled: number[], round: number) {
  const since = performance.now();
  const seed = roundSeed(config.seed, round);
  const answers = { indices: labelled, labels: gatherLabels(pool.labels, pool.features.count, labelled) };
  const source = inMemory(pool.features);
  const { model } = await fit({ config, source, answers, outputs }, { seed, ...(signal ? { signal } : {}) });
  const task = { config, dtype: pool.features.dtype, seed };
  const { draws, testDraws = draws, hasFreshMasks } = config;
  const predictor = await openPredictor(drawGraph(model, task, { samples: testDraws }));
  const isOther = hasFreshMasks || testDraws !== draws;
  const change = (own: Draws) => (hasFreshMasks ? withFreshMasks(own, seed) : own);
  const scorer = isOther ? await openPredictor(drawGraph(model, task, { change })) : predictor;
  return { predictor, scorer, seconds: (performance.now() - since) / 1_000 };
}

/** Figures on the test set, and what has changed since the round before. */
async function measured(predictor: Predictor, { test, outputs, signal }: Simulation, earlier: number[] | null) {
  const since = performance.now();
  const { likelihood } = predictor;
  const judged = await judge(likelihood, predictor, test.features, test.labels, signal);
  const figures = Object.entries(evaluate(likelihood, judged)).map(([id, { value }]) => [id, value] as const);
  const isOfClasses = likelihood === 'categorical' && 'probsNC' in judged;
  return {
    figures: Object.fromEntries(figures),
    stability: isOfClasses ? stabilityOf(judged.probsNC, outputs, earlier) : null,
    seconds: (performance.now() - since) / 1_000,
  };
}

/** The next questions. */
async function ask(predictor: Predictor, simulation: Simulation, labelled: number[], round: number, wanted: number) {
  const since = performance.now();
  const { pool, apart = [], config, signal } = simulation;
  const { count } = pool.features;
  const isAll = (config.candidates ?? count) >= count;
  const places = isAll
    ? null
    : candidatesOf(count, config.candidates!, config.together ?? 1, roundSeed(config.seed, round));
  const source: FeatureSource = inMemory(places ? gatherRows(pool.features, places) : pool.features);
  const placeOf = (index: number) => (places ? places[index]! : index);
  const isTaken = new Set([...labelled, ...apart]);
  const task = {
    config,
    source,
    predictor,
    seed: roundSeed(config.seed, round),
    isExcluded: (index: number) => isTaken.has(placeOf(index)),
    ...(predictor.likelihood === 'bernoulli' ? { cardinality: meanHeld(pool, labelled) } : {}),
    ...(signal ? { signal } : {}),
  };
  const { ranking } = await rank({
    ...task,
    parts: looksAtPool(config) ? [await score(task)] : [],
    labelled,
    rowsOfLabelled: async (rows) => gatherRows(pool.features, rows),
  });
  const asked = ranking.slice(0, wanted).map(({ index }) => placeOf(index));
  return { asked, seconds: (performance.now() - since) / 1_000 };
}

/** Mean number of labels that hold on a labelled record. */
const meanHeld = ({ labels, features }: LabelledSet, labelled: number[]) =>
  Array.from(gatherLabels(labels, features.count, labelled)).reduce((sum, held) => sum + held, 0) / labelled.length;

/** The same draws, but for the masks of dropout, which are new for each record where they can be. */
const withFreshMasks = ({ samples, layers }: Draws, seed: number): Draws => ({
  samples,
  layers: layers.map((layer) => (layer.mask ? { ...layer, fresh: { seed } } : layer)),
});
