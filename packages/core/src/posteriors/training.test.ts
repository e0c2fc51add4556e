import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { categorical } from '../likelihoods/index.js';
import { buildNetwork, type Network } from '../networks/index.js';
import { compile } from '../scoring/index.js';
import { random, startBackend } from '../tensors/index.js';
import { lossOf } from './gradients.js';
import { map } from './map.js';
import { mcDropout } from './mc-dropout.js';
import { checkMemory } from './memory.js';
import type { FitProgress, Problem } from './posterior.js';
import { posteriors } from './registry.js';
import { swag } from './swag.js';

/** Two clouds in the plane, `share` of whose labels are wrong. */
function clouds(count: number, { scale = 1, share = 0, seed = 1 } = {}): Problem {
  const stream = random(seed);
  const labels = Int32Array.from({ length: count }, (_, n) => n % 2);
  const data = Float32Array.from(
    { length: 2 * count },
    (_, at) => scale * ((labels[Math.floor(at / 2)] ? 1 : -1) + stream.normal()),
  );
  const noisy = labels.map((label) => (stream.uniform() < share ? 1 - label : label));
  return {
    network: buildNetwork(
      { id: 'mlp', options: { units: [32], dropout: 0.2 } },
      { inputShape: [2], outputs: 2, scale: 'columns' },
    ),
    likelihood: categorical,
    features: { dtype: 'float32', shape: [2], count, data },
    labels: noisy,
  };
}

const options = map.options.parse({ minUpdates: 100 });

beforeAll(async () => {
  await startBackend({ prefer: 'wasm' });
});

describe('a fit', () => {
  it('stops early where the labels are noise, with a better loss on others than a fit to the end', async () => {
    const problem = clouds(200, { share: 0.3 });
    const others = clouds(1_000, { share: 0.3, seed: 2 });
    const long = { weightDecay: 0, epochs: 300, learningRate: 0.01 };
    let epochs = 0;
    const count = (progress: FitProgress) => {
      epochs = progress.epoch;
    };
    const early = await map.fit(problem, {
      options: map.options.parse({ ...long, patience: 10 }),
      seed: 1,
      onProgress: count,
    });
    expect(epochs).toBeLessThan(300);
    const late = await map.fit(problem, { options: map.options.parse(long), seed: 1, onProgress: count });
    expect(epochs).toBe(300);
    expect(lossOf(others, early, others)).toBeLessThan(lossOf(others, late, others));
  });

  it('of SWAG does not stop before it has collected networks', async () => {
    const problem = clouds(200, { share: 0.3 });
    const early = swag.options.parse({ epochs: 40, patience: 1, weightDecay: 0, learningRate: 0.05 });
    let epochs = 0;
    const onProgress = ({ epoch }: FitProgress) => {
      epochs = epoch;
    };
    const state = await swag.fit(problem, { options: early, seed: 1, onProgress });
    expect(epochs).toBeGreaterThan(0.75 * 40);
    expect(epochs).toBeLessThan(40);
    const deviations = Object.entries(state).find(([key]) => key.endsWith('kernel.deviations'))![1];
    expect(deviations.shape[0]).toBeGreaterThan(1);
    expect(lossOf(problem, state, problem)).toBeLessThan(Math.log(2));
  });

  it('keeps no labels aside where there are fewer than 100', async () => {
    let epochs = 0;
    const onProgress = ({ epoch }: FitProgress) => {
      epochs = epoch;
    };
    await map.fit(clouds(99), { options: map.options.parse({ epochs: 60, patience: 1 }), seed: 1, onProgress });
    expect(epochs).toBe(60);
  });

  it('goes on from an earlier one where asked to, and refuses that of another network', async () => {
    const problem = clouds(40);
    const from = await map.fit(problem, { options: map.options.parse({ epochs: 200 }), seed: 1 });
    const one = map.options.parse({ epochs: 1, minUpdates: 0 });
    const warm = await map.fit(problem, { options: one, seed: 2, from });
    const cold = await map.fit(problem, { options: one, seed: 2 });
    expect(lossOf(problem, warm, problem)).toBeLessThan(0.5 * lossOf(problem, cold, problem));
    const other = { '1.kernel': { shape: [3], data: new Float32Array(3) } };
    await expect(map.fit(problem, { options: one, seed: 2, from: other })).rejects.toMatchObject({
      code: 'shape_mismatch',
    });
  });

  it('finds a rare class sooner when classes are balanced', async () => {
    const problem = clouds(100);
    const labels = Int32Array.from(problem.labels, (label, n) => (label === 1 && n > 20 ? 0 : label));
    const rare = { ...problem, labels };
    const recall = async (own: Problem) => {
      const state = await map.fit(own, { options, seed: 1 });
      const found = { ...rare, labels: labels.map(() => 1) };
      return -lossOf(found, state, found);
    };
    expect(await recall({ ...rare, classWeights: 'balanced' })).toBeGreaterThan(await recall(rare));
  });

  it('learns from shares of annotators', async () => {
    const problem = clouds(60);
    const soft = Float32Array.from(Array.from(problem.labels).flatMap((label) => (label ? [0.2, 0.8] : [0.8, 0.2])));
    const state = await map.fit(
      { ...problem, labels: soft },
      { options: map.options.parse({ epochs: 300, weightDecay: 0 }), seed: 1 },
    );
    const entropyOfShares = -(0.2 * Math.log(0.2) + 0.8 * Math.log(0.8));
    const loss = lossOf(problem, state, { features: problem.features, labels: soft });
    expect(loss).toBeGreaterThan(entropyOfShares);
    expect(loss).toBeLessThan(entropyOfShares + 0.15);
  });

  it('that breaks down is begun again at a tenth of the rate, and says so if that fails too', async () => {
    const network = { inputShape: [2], layers: [{ type: 'dense' as const, units: 2 }] };
    const { features, ...rest } = clouds(20);
    const scaled = (factor: number) => ({ ...features, data: Float32Array.from(features.data, (v) => v * factor) });
    const fit = (factor: number) =>
      map.fit(
        { ...rest, network, features: scaled(factor) },
        { options: map.options.parse({ learningRate: 10 }), seed: 1 },
      );
    await expect(fit(1e38)).rejects.toMatchObject({
      code: 'training_diverged',
      detail: expect.stringMatching(/epoch \d+ at learning rate 10, and at a tenth of it in epoch \d+/),
    });
    const epochs: number[] = [];
    const run = { options: map.options.parse({ learningRate: 10, epochs: 3 }), seed: 1 };
    let calls = 0;
    const loss = categorical.loss;
    const once = {
      ...categorical,
      loss: (...input: Parameters<typeof loss>) => {
        const result = loss(...input);
        return calls++ === 2 ? { ...result, loss: tf.scalar(Number.NaN) } : result;
      },
    };
    const onProgress = ({ epoch }: FitProgress) => epochs.push(epoch);
    const state = await map.fit({ ...clouds(20), likelihood: once }, { ...run, onProgress });
    expect(epochs.slice(0, 3)).toEqual([1, 2, 1]);
    expect(Object.values(state).every(({ data }) => data.every(Number.isFinite))).toBe(true);
  });

  it('learns dropout rates: many labels need less noise than few', async () => {
    const learned = mcDropout.options.parse({ rates: 'learned', epochs: 150, learningRate: 0.02, weightDecay: 0.01 });
    const rateOf = async (count: number) => {
      const state = await mcDropout.fit(clouds(count), { options: learned, seed: 1 });
      const logit = Object.entries(state).find(([key]) => key.endsWith('.logit'))![1].data[0]!;
      return 1 / (1 + Math.exp(-logit));
    };
    const [few, many] = [await rateOf(10), await rateOf(1_000)];
    expect(few).toBeGreaterThan(many);
    expect(few).toBeLessThan(1);
    expect(many).toBeGreaterThan(0);
  });
});

describe('bad input', () => {
  const problem = clouds(20);
  const run = { options, seed: 1 };
  const fit = (change: Partial<Problem>) => map.fit({ ...problem, ...change }, run);

  it('no labels, labels out of range, and features that are no numbers are refused in words', async () => {
    const none = { ...problem.features, count: 0, data: new Float32Array() };
    await expect(fit({ features: none, labels: new Int32Array() })).rejects.toMatchObject({ code: 'no_labels' });
    await expect(fit({ labels: new Int32Array(20).fill(2) })).rejects.toMatchObject({ code: 'invalid_label' });
    await expect(fit({ labels: new Int32Array(19) })).rejects.toMatchObject({ code: 'shape_mismatch' });
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const data = Float32Array.from(problem.features.data).fill(value, 6, 7);
      await expect(fit({ features: { ...problem.features, data } })).rejects.toMatchObject({
        code: 'invalid_features',
        detail: expect.stringContaining('Record 3'),
      });
    }
  });

  it.each([
    ['one class only', new Int32Array(20)],
    ['a class with one label', Int32Array.from({ length: 20 }, (_, n) => Number(n === 7))],
  ])('%s is learned as it is', async (_, labels) => {
    const state = await fit({ labels });
    expect(lossOf(problem, state, { features: problem.features, labels })).toBeLessThan(0.3);
  });

  it('every posterior gives probabilities of one class, of a class with one label and of constant features', async () => {
    const constant = { ...problem.features, data: new Float32Array(40).fill(7) };
    const changes = [
      { labels: new Int32Array(20) },
      { labels: Int32Array.from({ length: 20 }, (_, n) => Number(n === 7)) },
      { features: constant },
    ];
    for (const posterior of posteriors.list()) {
      const own = posterior.options.parse({ epochs: 20, minUpdates: 40 });
      for (const change of changes) {
        const given = { ...problem, ...change };
        const state = await posterior.fit(given, { options: own, seed: 1 });
        const draws = posterior.draw(given.network, state, 5, 1, own);
        const predictor = await compile(given.network, categorical, draws, 'float32');
        const { meanProbsNC, expectedEntropyN } = await predictor.summarize(given.features);
        await predictor.release();
        expect([...meanProbsNC, ...expectedEntropyN].every(Number.isFinite), posterior.id).toBe(true);
      }
    }
  });

  it('constant features teach nothing and harm nothing', async () => {
    const data = Float32Array.from(problem.features.data, (value, at) => (at % 2 === 0 ? 1e6 : value));
    const state = await fit({ features: { ...problem.features, data } });
    const moved = Float32Array.from(data, (value, at) => (at % 2 === 0 ? 1e6 + 1 : value));
    const loss = lossOf(problem, state, { features: { ...problem.features, data: moved }, labels: problem.labels });
    expect(loss).toBeLessThan(1);
  });

  it('more weights than memory are refused in words before they are allocated', async () => {
    const network: Network = {
      inputShape: [2],
      layers: [
        { type: 'dense', units: 1_000_000 },
        { type: 'dense', units: 1_000_000 },
        { type: 'dense', units: 2 },
      ],
    };
    for (const posterior of posteriors.list()) {
      const own = { options: posterior.options.parse({}), seed: 1 };
      await expect(posterior.fit({ ...problem, network }, own), posterior.id).rejects.toMatchObject({
        code: 'too_large',
        detail: expect.stringContaining('Choose fewer units'),
      });
    }
    expect(() => checkMemory(problem.network, 1_000)).toThrow(/0.0 million weights/);
    expect(() => checkMemory(problem.network, 1e6)).not.toThrow();
  });

  it('10,000 classes of which ten have labels are learned', async () => {
    const network = buildNetwork(
      { id: 'mlp', options: { units: [16] } },
      { inputShape: [2], outputs: 10_000, scale: 'columns' },
    );
    const labels = Int32Array.from(problem.labels, (label) => label * 9_999);
    const state = await map.fit(
      { ...problem, network, labels },
      { options: map.options.parse({ epochs: 300, learningRate: 0.01 }), seed: 1 },
    );
    expect(lossOf({ ...problem, network }, state, { features: problem.features, labels })).toBeLessThan(
      Math.log(10_000) / 2,
    );
  });
});
