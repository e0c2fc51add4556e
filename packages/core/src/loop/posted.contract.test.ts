import { describe, expect, it } from 'vitest';
import { acquisitions } from '../acquisitions/index.js';
import { evaluate } from '../evaluation/figures.js';
import { type LikelihoodId, likelihoods, outputsOfSaid } from '../likelihoods/index.js';
import { buildNetwork, initialWeights } from '../networks/index.js';
import { posteriors } from '../posteriors/index.js';
import {
  compile,
  loadPosted,
  loadPostedPart,
  placesIn,
  postedPredictor,
  savePosted,
  savePostedPart,
} from '../scoring/index.js';
import { predictAll } from '../scoring/whole.js';
import { selections } from '../selections/index.js';
import { type Features, random, startBackend } from '../tensors/index.js';
import type { LoopConfig } from './config.js';
import { inMemory } from './feature-source.js';
import { judge, predictRecords, rank, score } from './index.js';

const [COUNT, SAMPLES, WIDTH, CLASSES] = [90, 6, 5, 3];
const stream = random(3);
const features: Features = {
  ...{ dtype: 'float32', shape: [WIDTH], count: COUNT },
  data: Float32Array.from({ length: COUNT * WIDTH }, () => 2 * stream.uniform() - 1),
};
const runs = [
  { start: 0, count: 50 },
  { start: 50, count: 40 },
];
const config = (likelihood: LikelihoodId, acquisition: string, selection: string): LoopConfig => ({
  likelihood: { id: likelihood, options: {} },
  network: { id: 'mlp', options: { units: [8] } },
  posterior: { id: 'mc-dropout', options: {} },
  acquisition: { id: acquisition, options: {} },
  selection: { id: selection, options: {} },
  draws: SAMPLES,
  labelsPerRound: 4,
});

/** A graph, and a model outside that says the same, in three pieces of which one is out of order. */
async function both(id: LikelihoodId) {
  await startBackend();
  const likelihood = likelihoods.get(id);
  const outputs = id === 'gaussian' ? 1 : CLASSES;
  const network = buildNetwork(
    { id: 'mlp', options: { units: [8] } },
    { inputShape: [WIDTH], outputs: likelihood.head(outputs, likelihood.options.parse({})), scale: 'columns' },
  );
  const posterior = posteriors.get('mc-dropout');
  const draws = posterior.draw(network, initialWeights(network, 1), SAMPLES, 1, posterior.options.parse({}));
  const graph = await compile(network, likelihood, draws, 'float32');
  const all = await predictAll(graph, features);
  const said = (output: number, at: number) => {
    if (id === 'categorical') return Math.exp(output);
    if (id === 'bernoulli') return 1 / (1 + Math.exp(-output));
    return at % all.outputs < all.outputs / 2 ? output : Math.exp(output);
  };
  const pieces = [range(60, COUNT), range(0, 17), range(17, 60)].map((indices) => {
    const valuesSNW = Array.from({ length: SAMPLES }, (_, s) =>
      indices.flatMap((index) =>
        Array.from({ length: all.outputs }, (__, o) => said(all.outputsSNO[(s * COUNT + index) * all.outputs + o]!, o)),
      ),
    ).flat();
    const given = { likelihood: id, samples: SAMPLES, count: indices.length, width: all.outputs, valuesSNW };
    return savePostedPart({ ...outputsOfSaid(given), indexN: Int32Array.from(indices) });
  });
  const keys = pieces.map((_, at) => `piece ${at}`);
  const lines = pieces.flatMap((bytes, piece) =>
    Array.from(loadPostedPart(bytes).indexN, (index, row) => [index, piece, row] as const),
  );
  const column = (at: 0 | 1 | 2) => Int32Array.from(lines, (line) => line[at]);
  const posted = loadPosted(
    savePosted({
      ...{ likelihood: id, samples: SAMPLES, outputs: all.outputs, keys },
      ...{ indexN: column(0), pieceN: column(1), rowN: column(2) },
    }),
  );
  const outside = postedPredictor(posted, async (key) => loadPostedPart(pieces[keys.indexOf(key)]!));
  return { graph, outside };
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);
const suits = (id: LikelihoodId) => (method: { likelihoods: readonly LikelihoodId[] }) =>
  method.likelihoods.includes(id);

describe.each(['categorical', 'bernoulli', 'gaussian'] as const)('what a %s model outside says', (id) => {
  const models = both(id);
  const pairs = acquisitions
    .list()
    .filter(suits(id))
    .map((acquisition) => [acquisition.id, 'top-k'])
    .concat(
      selections
        .list()
        .filter(suits(id))
        .filter((selection) => !selection.batch?.reads.includes('hidden'))
        .map((selection) => [acquisitions.list().filter(suits(id))[0]!.id, selection.id]),
    );

  it.each(pairs)('is ranked by %s and %s as what the graph says', async (acquisition, selection) => {
    const { graph, outside } = await models;
    const own = config(id, acquisition, selection);
    const isExcluded = (index: number) => index % 7 === 0;
    const task = { config: own, seed: 5, isExcluded };
    const inside = { ...task, source: inMemory(features), predictor: graph };
    const readsFeatures = selections.get(selection).batch?.reads.includes('features');
    const places = { ...task, source: placesIn(runs), predictor: outside };
    const rowsOf = readsFeatures ? inMemory(features) : places.source;
    const first = await rank({ ...inside, parts: [await score(inside)], labelled: [0, 7] });
    const second = await rank({ ...places, source: rowsOf, parts: [await score(places)], labelled: [0, 7] });
    expect(second.ranking.map(({ index }) => index)).toEqual(first.ranking.map(({ index }) => index));
    expect(second.scored).toBe(first.scored);
    second.ranking.forEach(({ score: value }, at) => {
      if (value === null) expect(first.ranking[at]!.score).toBeNull();
      else expect(value).toBeCloseTo(first.ranking[at]!.score!, 4);
    });
  });

  it('is measured to the same figures, and shown as the same predictions', async () => {
    const { graph, outside } = await models;
    const holdout = range(0, 30);
    const targets = holdout.map((at) =>
      id === 'bernoulli' ? [0, 1, 2].map((c) => Number((at + c) % 2 === 0)) : [at % CLASSES],
    );
    const labels = likelihoods.get(id).pack(targets);
    const rows = await Promise.all([inMemory(features), placesIn(runs)].map((source) => source.rowsOf(holdout)));
    const [inside, posted] = await Promise.all(
      [graph, outside].map(async (predictor, at) => evaluate(id, await judge(id, predictor, rows[at]!, labels))),
    );
    expect(Object.keys(posted!)).toEqual(Object.keys(inside!));
    for (const [figure, { value, low, high }] of Object.entries(posted!)) {
      const other = inside![figure]!;
      [value, low, high].forEach((number, at) => {
        expect(number).toBeCloseTo([other.value, other.low, other.high][at]!, 3);
      });
    }
    const [first, second] = await Promise.all(
      [graph, outside].map((predictor, at) => predictRecords(predictor, rows[at]!)),
    );
    expect(second!.map((one) => Object.keys(one))).toEqual(first!.map((one) => Object.keys(one)));
  });

  it('of a record it was not asked about is nothing, which is never chosen', async () => {
    const { outside } = await models;
    const summary = await outside.summarize(await placesIn(runs).rowsOf([3, COUNT + 5]));
    const values = Object.values(summary).find((part) => part instanceof Float32Array) as Float32Array;
    expect(values.subarray(0, values.length / 2).some(Number.isNaN)).toBe(false);
    expect(values.subarray(values.length / 2).every(Number.isNaN)).toBe(true);
    await expect(outside.locate(features)).rejects.toThrow('does not say where it sees records');
    await expect(outside.predict(features)).rejects.toThrow('by the places of records');
  });
});

describe('predictions that cannot be used', () => {
  const said = (likelihood: LikelihoodId, width: number, ...valuesSNW: number[]) => ({
    ...{ likelihood, samples: 1, count: valuesSNW.length / width, width, valuesSNW },
  });
  it.each([
    ['no number', said('categorical', 2, 0.5, 0.5, Number.NaN, 1), 'Row 1: its value 0 is NaN, which is no number'],
    ['an endless one', said('gaussian', 2, Number.POSITIVE_INFINITY, 1), 'Row 0: its value 0 is Infinity'],
    ['a sum that is not 1', said('categorical', 2, 0.5, 0.4), 'sum up to 0.9, not to 1'],
    ['a share above 1', said('categorical', 2, 1.5, -0.5), 'Row 0: its value 0 is 1.5, and a probability lies'],
    ['less than none', said('bernoulli', 1, -0.5), 'a probability lies between 0 and 1'],
    ['no variance', said('gaussian', 2, 1, 0), 'Row 0: its variance is 0. It has to be above 0'],
    ['a mean beyond numbers', said('gaussian', 2, 1e30, 1), 'too large to compute with'],
    ['logarithms that were not said to be', said('categorical', 2, -0.1, -2.4), 'a probability lies between 0 and 1'],
  ])('are refused for %s, in words', (_, given, words) => {
    expect(() => outputsOfSaid(given)).toThrow(words);
  });

  it('name the draw where there are several, and the counts that do not belong together', () => {
    const given = { likelihood: 'categorical' as const, samples: 2, count: 1, width: 2, valuesSNW: [0.5, 0.5, 0.5, 0] };
    expect(() => outputsOfSaid(given)).toThrow('Row 0, draw 1: its probabilities sum up to 0.5');
    expect(() => outputsOfSaid({ ...given, count: 2 })).toThrow('need 8 values; there are 4');
  });

  it('are brought to 1 where rounding has moved the sum, and logarithms are taken as such', () => {
    const { outputsSNO } = outputsOfSaid(said('categorical', 2, 0.2502, 0.75));
    expect(Math.exp(outputsSNO[0]!) + Math.exp(outputsSNO[1]!)).toBeCloseTo(1, 6);
    const logs = outputsOfSaid({ ...said('categorical', 2, Math.log(0.25), Math.log(0.75)), isLog: true });
    expect(logs.outputsSNO[0]).toBeCloseTo(Math.log(0.25), 6);
    const never = outputsOfSaid({ ...said('categorical', 2, 0, Number.NEGATIVE_INFINITY), isLog: true });
    expect(Array.from(never.outputsSNO)).toEqual([0, -87]);
  });
});
