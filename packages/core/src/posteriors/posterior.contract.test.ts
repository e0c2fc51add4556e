import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { outputsOf } from '../networks/index.js';
import { compile } from '../scoring/index.js';
import { startBackend } from '../tensors/index.js';
import { loadState, saveState } from '../tensors/state.js';
import { listTestBackends } from '../tensors/test-backends.js';
import { forwardDraw } from './forward-draw.js';
import { posteriors } from './registry.js';
import { predictedAndWanted, TEST_LIKELIHOODS, TEST_NETWORKS, testProblem } from './test-problems.js';

/** Enough that a mean over masks says what was learned, not which units a mask of a small network left out. */
const DRAWS = 20;

const greatestGap = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((gap, value, i) => Math.max(gap, Math.abs(value - b[i]!) / Math.max(1, Math.abs(b[i]!))), 0);

describe.each(await listTestBackends())('on %s', (backend) => {
  beforeAll(async () => {
    const { name, note } = await startBackend({ prefer: backend });
    expect(name, note).toBe(backend);
  });

  describe.each(posteriors.list())('$id', (posterior) => {
    const options = posterior.options.parse({ epochs: 250 });
    describe.each(TEST_NETWORKS)('with $name', (net) => {
      describe.each(TEST_LIKELIHOODS)('and $name', (kind) => {
        const problem = testProblem(net, kind);
        const fit = (seed = 3) => posterior.fit(problem, { options, seed });

        it('learns, its graph answers as its forward pass does, and no tensor stays behind', async () => {
          const before = tf.memory().numTensors;
          const state = await fit();
          const draws = posterior.draw(problem.network, state, DRAWS, 11, options);
          expect(draws.samples).toBeLessThanOrEqual(DRAWS);
          const predictor = await compile(problem.network, problem.likelihood, draws, net.dtype);
          const { outputsSNO, outputs } = await predictor.predict(problem.features);
          expect(outputs).toBe(outputsOf(problem.network));
          const size = problem.features.count * outputs;
          for (let s = 0; s < draws.samples; s++) {
            const forward = tf.tidy(() => {
              const values = tf.tensor2d(forwardDraw(problem.network, draws, s, problem.features), [
                size / outputs,
                outputs,
              ]);
              return (kind.name === 'categorical' ? tf.logSoftmax(values) : values).dataSync();
            });
            expect(greatestGap(outputsSNO.subarray(s * size, (s + 1) * size), forward)).toBeLessThan(1e-4);
          }
          const summary = await predictor.summarize(problem.features);
          const { predicted, wanted, tolerance } = predictedAndWanted(problem, summary);
          const wrong = predicted.filter((value, i) => !(Math.abs(value - wanted[i]!) < tolerance));
          expect(wrong.length).toBeLessThanOrEqual(predicted.length / 10);
          await predictor.release();
          expect(tf.memory().numTensors).toBe(before);
          expect(loadState(saveState(state))).toEqual(state);
        });
      });

      const problem = testProblem(net, TEST_LIKELIHOODS[0]);
      const quick = posterior.options.parse({ epochs: 3, minUpdates: 0 });

      it('gives the same draws for the same seed and others for another', async () => {
        const fit = (seed: number) => posterior.fit(problem, { options: quick, seed });
        const state = await fit(3);
        expect(await fit(3)).toEqual(state);
        expect(await fit(4)).not.toEqual(state);
        const draw = (seed: number) => posterior.draw(problem.network, state, 4, seed, quick);
        const first = draw(1);
        expect(draw(1)).toEqual(first);
        // A posterior of a few networks gives them all, whatever the seed.
        if (first.samples === 4) expect(draw(2)).not.toEqual(first);
        else expect(draw(2)).toEqual(first);
      });

      it('leaves no tensor behind when it is stopped in the middle', async () => {
        const before = tf.memory().numTensors;
        const stop = new AbortController();
        const run = {
          options: quick,
          seed: 1,
          signal: stop.signal,
          onProgress: () => stop.abort(new Error('stopped')),
        };
        await expect(posterior.fit(problem, run)).rejects.toThrow('stopped');
        expect(tf.memory().numTensors).toBe(before);
      });
    });
  });
});
