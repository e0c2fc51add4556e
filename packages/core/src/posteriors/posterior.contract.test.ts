import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { likelihoods } from '../likelihoods/index.js';
import { networks } from '../networks/index.js';
import { compile } from '../scoring/index.js';
import { random, startBackend } from '../tensors/index.js';
import { loadState, saveState, sizeOf } from '../tensors/state.js';
import { listTestBackends } from '../tensors/test-backends.js';
import { forwardDraw } from './forward-draw.js';
import type { Draws, Problem } from './posterior.js';
import { posteriors } from './registry.js';

const likelihood = likelihoods.get('categorical');
const CLASSES = 3;
const SHAPES: Record<string, number[]> = { 'gal-cnn': [12, 12, 1], mlp: [12] };
const SMALL: Record<string, object> = { 'gal-cnn': { filters: 4, units: 16 }, mlp: { units: [16, 8] } };

/** Three kinds of noisy records that are easy to tell apart. */
function problemFor(networkId: string, dtype: 'uint8' | 'float32', count = 24): Problem {
  const shape = SHAPES[networkId]!;
  const size = sizeOf(shape);
  const stream = random(7);
  const labels = Int32Array.from({ length: count }, (_, n) => n % CLASSES);
  const values = Array.from({ length: count * size }, (_, at) => {
    const isLit = Math.floor(((at % size) * CLASSES) / size) === labels[Math.floor(at / size)];
    return (isLit ? 0.9 : 0.1) + 0.05 * stream.uniform();
  });
  const data = dtype === 'uint8' ? Uint8Array.from(values, (v) => v * 255) : Float32Array.from(values);
  const network = networks.get(networkId);
  return {
    network: network.build(network.options.parse(SMALL[networkId]), {
      inputShape: shape,
      outputs: CLASSES,
      isPixels: dtype === 'uint8',
    }),
    likelihood,
    features: { dtype, shape, count, data },
    labels,
    classes: CLASSES,
  };
}

/** @returns [N, C] log-probabilities of one draw */
const logProbsOf = ({ network, features }: Problem, draws: Draws, s: number) =>
  tf.tidy(
    () =>
      tf
        .logSoftmax(tf.tensor2d(forwardDraw(network, draws, s, features), [features.count, CLASSES]))
        .dataSync() as Float32Array,
  );

const greatestGap = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((gap, value, i) => Math.max(gap, Math.abs(value - b[i]!)), 0);

describe.each(await listTestBackends())('on %s', (backend) => {
  beforeAll(async () => {
    const { name, note } = await startBackend({ prefer: backend });
    expect(name, note).toBe(backend);
  });

  describe.each(posteriors.list())('$id', (posterior) => {
    describe.each([
      ['gal-cnn', 'uint8'],
      ['mlp', 'float32'],
    ] as const)('with %s on %s', (networkId, dtype) => {
      const problem = problemFor(networkId, dtype);
      const options = posterior.options.parse({ minUpdates: 60, learningRate: 0.005 });
      const fit = (seed = 3) => posterior.fit(problem, { options, seed });

      it('learns, and its graph answers as its forward pass does', async () => {
        const state = await fit();
        const draws = posterior.draw(problem.network, state, 5, 11, options);
        const predictor = await compile(problem.network, likelihood, draws, dtype);
        const logProbs = await predictor.logProbs(problem.features);
        const size = problem.features.count * CLASSES;
        for (let s = 0; s < 5; s++) {
          const expected = logProbsOf(problem, draws, s);
          const drawn = logProbs.logProbsSNC.subarray(s * size, (s + 1) * size);
          expect(greatestGap(drawn, expected)).toBeLessThan(1e-4);
        }
        const summary = await predictor.summarize(problem.features);
        const reference = likelihood.summarize(logProbs);
        expect(greatestGap(summary.meanProbsNC, reference.meanProbsNC)).toBeLessThan(1e-5);
        expect(greatestGap(summary.expectedEntropyN, reference.expectedEntropyN)).toBeLessThan(1e-5);
        const right = problem.labels.filter((label, n) => {
          const row = summary.meanProbsNC.subarray(n * CLASSES, (n + 1) * CLASSES);
          return row.indexOf(Math.max(...row)) === label;
        });
        expect(right.length).toBeGreaterThanOrEqual(problem.labels.length - 1);
        await predictor.release();
      });

      it('gives the same draws for the same seed and others for another', async () => {
        const state = await fit();
        expect(await fit()).toEqual(state);
        expect(await fit(4)).not.toEqual(state);
        const draw = (seed: number) => posterior.draw(problem.network, state, 4, seed, options);
        expect(draw(1)).toEqual(draw(1));
        expect(draw(1)).not.toEqual(draw(2));
      });

      it('is saved and loaded to the bit', async () => {
        const state = await fit();
        expect(loadState(saveState(state))).toEqual(state);
      });

      it('leaves no tensor behind, also when it is stopped in the middle', async () => {
        await fit();
        const before = tf.memory().numTensors;
        await fit();
        expect(tf.memory().numTensors).toBe(before);
        const stop = new AbortController();
        const run = { options, seed: 1, signal: stop.signal, onProgress: () => stop.abort(new Error('stopped')) };
        await expect(posterior.fit(problem, run)).rejects.toThrow('stopped');
        expect(tf.memory().numTensors).toBe(before);
      });

      it('refuses what it cannot learn from, and says what to do', async () => {
        const run = { options, seed: 1 };
        const none = {
          ...problem,
          features: { ...problem.features, count: 0, data: problem.features.data.slice(0, 0) },
          labels: new Int32Array(),
        };
        await expect(posterior.fit(none, run)).rejects.toMatchObject({ code: 'no_labels' });
        const labels = Int32Array.from(problem.labels).fill(CLASSES, 0, 1);
        await expect(posterior.fit({ ...problem, labels }, run)).rejects.toMatchObject({ code: 'invalid_label' });
        if (dtype === 'float32') {
          const data = Float32Array.from(problem.features.data).fill(Number.NaN, 0, 1);
          const features = { ...problem.features, data };
          await expect(posterior.fit({ ...problem, features }, run)).rejects.toMatchObject({
            code: 'invalid_features',
          });
        }
      });

      it('takes one class only, or one label only, for what it is', async () => {
        const one = { ...problem, labels: new Int32Array(problem.labels.length) };
        const state = await posterior.fit(one, { options, seed: 1 });
        expect(Object.values(state).every(({ data }) => data.every(Number.isFinite))).toBe(true);
      });
    });

    it('says at which epoch and rate training broke down', async () => {
      const problem = problemFor('mlp', 'float32');
      const data = Float32Array.from(problem.features.data, (value) => value * 3e38);
      const run = { options: posterior.options.parse({ learningRate: 1 }), seed: 1 };
      const failed = posterior.fit({ ...problem, features: { ...problem.features, data } }, run);
      await expect(failed).rejects.toMatchObject({
        code: 'training_diverged',
        detail: expect.stringContaining('epoch 1'),
      });
    });
  });
});
