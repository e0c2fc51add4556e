import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { forward, placesOf, toTensor } from '../networks/index.js';
import { ofDraw } from '../networks/kernels.js';
import { compile } from '../scoring/index.js';
import { startBackend } from '../tensors/index.js';
import type { HostTensor, State } from '../tensors/state.js';
import { listTestBackends } from '../tensors/test-backends.js';
import { forwardDraw } from './forward-draw.js';
import { memberOf, membersIn } from './members.js';
import { follow } from './point.js';
import type { Draws, Problem } from './posterior.js';
import { posteriors } from './registry.js';
import { predictedAndWanted, TEST_LIKELIHOODS, type TestNetwork, testProblem } from './test-problems.js';

const NETWORKS = ['batch', 'layer'].flatMap((normalization): TestNetwork[] => [
  {
    name: `a cnn with ${normalization} normalisation`,
    id: 'cnn',
    dtype: 'uint8',
    shape: [8, 9, 1],
    options: { filters: 4, units: 8, featureDropout: 0.1, denseDropout: 0.2, normalization },
  },
  {
    name: `an mlp with ${normalization} normalisation`,
    id: 'mlp',
    dtype: 'float32',
    shape: [12],
    options: { units: [16, 8], dropout: 0.2, normalization },
  },
]);
const [, BATCH_MLP] = NETWORKS as [TestNetwork, TestNetwork];
const DRAWS = 4;
const problemOf = (net: TestNetwork, count?: number) => testProblem(net, TEST_LIKELIHOODS[0], count);

/** The tensors that batch normalisation measures, of one draw. */
function statisticsOf({ network }: Problem, { layers }: Draws, draw: number): State {
  const all = placesOf(network).flatMap(({ spec, weights, index }) => {
    if (spec.type !== 'batch-norm') return [];
    const { shared, drawn } = layers[index]!;
    return weights.map(({ key, role }, i) => ({ key, role, value: shared?.[i] ?? ofDraw(drawn![i]!, draw) }));
  });
  return Object.fromEntries(all.filter(({ role }) => role === 'statistic').map(({ key, value }) => [key, value]));
}

/** The same as one draw's weights make them of the given records. */
const measured = ({ network }: Problem, { layers }: Draws, draw: number, records: HostTensor): State =>
  tf.tidy(() => {
    const weights = placesOf(network).flatMap(({ weights: own, index }) => {
      const { shared, drawn } = layers[index]!;
      return own.map(({ key }, i) => [key, toTensor(shared?.[i] ?? ofDraw(drawn![i]!, draw))] as const);
    });
    const { statistics } = forward(network, toTensor(records), Object.fromEntries(weights), { isTraining: true });
    return Object.fromEntries(
      Object.entries(statistics).map(([key, value]) => [
        key,
        { shape: value.shape, data: value.dataSync<'float32'>() },
      ]),
    );
  });

describe.each(await listTestBackends())('on %s', (backend) => {
  beforeAll(async () => {
    const { name, note } = await startBackend({ prefer: backend });
    expect(name, note).toBe(backend);
  });

  describe.each(posteriors.list())('$id', (posterior) => {
    const options = posterior.options.parse({
      epochs: 80,
      ...(posterior.id === 'deep-ensemble' ? { members: 2 } : {}),
    });

    it.each(NETWORKS)('fits $name, and its graph answers as its forward pass does', async (net) => {
      const problem = problemOf(net);
      const before = tf.memory().numTensors;
      const state = await posterior.fit(problem, { options, seed: 3 });
      const draws = posterior.draw(problem.network, state, DRAWS, 11, options);
      const predictor = await compile(problem.network, problem.likelihood, draws, net.dtype);
      const { outputsSNO, outputs } = await predictor.predict(problem.features);
      const size = problem.features.count * outputs;
      for (let s = 0; s < draws.samples; s++) {
        const values = forwardDraw(problem.network, draws, s, problem.features);
        const expected = tf.tidy(() => tf.logSoftmax(tf.tensor2d(values, [size / outputs, outputs])).dataSync());
        const gaps = Array.from(expected, (value, i) => {
          return Math.abs(outputsSNO[s * size + i]! - value) / Math.max(1, Math.abs(value));
        });
        expect(Math.max(...gaps)).toBeLessThan(1e-4);
        const running = membersIn(state) > 0 ? memberOf(state, s) : state;
        const statistics = statisticsOf(problem, draws, s);
        expect(Object.keys(statistics).length > 0).toBe(net.name.includes('batch'));
        if (posterior.id === 'swag') continue; // measures them anew, see below
        for (const [key, { data }] of Object.entries(statistics)) expect(data).toEqual(running[key]!.data);
      }
      const { predicted, wanted } = predictedAndWanted(problem, await predictor.summarize(problem.features));
      const wrong = predicted.filter((value, i) => !(Math.abs(value - wanted[i]!) < 0.5));
      // A third is what a network that has learned nothing gets wrong.
      expect(wrong.length).toBeLessThan(predicted.length / 4);
      await predictor.release();
      expect(tf.memory().numTensors).toBe(before);
    });
  });

  it('swag measures the statistics of each draw on the records it kept', async () => {
    const swag = posteriors.get('swag');
    const options = swag.options.parse({ epochs: 40, minUpdates: 0 });
    for (const net of NETWORKS.slice(0, 2)) {
      const problem = problemOf(net);
      const state = await swag.fit(problem, { options, seed: 3 });
      const before = tf.memory().numTensors;
      const draws = swag.draw(problem.network, state, DRAWS, 11, options);
      const own = Array.from({ length: DRAWS }, (_, s) => statisticsOf(problem, draws, s));
      own.forEach((statistics, s) => {
        const expected = measured(problem, draws, s, state['swag.records']!);
        expect(Object.keys(statistics)).toEqual(Object.keys(expected));
        for (const [key, { data }] of Object.entries(statistics)) {
          expect(data).toEqual(expected[key]!.data);
          expect(data).not.toEqual(own[(s + 1) % DRAWS]![key]!.data);
          expect(data).not.toEqual(state[key]!.data);
        }
      });
      expect(tf.memory().numTensors).toBe(before);
    }
  });

  it.each(posteriors.list())('$id is fitted to a single record without losing its numbers', async (posterior) => {
    const problem = problemOf(BATCH_MLP, 1);
    const options = posterior.options.parse({ epochs: 3, minUpdates: 0 });
    const state = await posterior.fit(problem, { options, seed: 3 });
    const draws = posterior.draw(problem.network, state, 2, 11, options);
    expect(forwardDraw(problem.network, draws, 0, problem.features).every(Number.isFinite)).toBe(true);
  });
});

it('running statistics forget what they began with at the first minibatch, and follow by a tenth from the tenth on', () => {
  const weights = { mean: { shape: [1], data: Float32Array.of(1_000) } };
  const after = (value: number) => {
    follow(weights, { mean: Float32Array.of(value) });
    return weights.mean.data[0];
  };
  expect([2, 4, 6].map(after)).toEqual([2, 3, 4]);
  for (let t = 4; t <= 20; t++) expect(after(4)).toBe(4);
  expect(after(14)).toBe(5);
});
