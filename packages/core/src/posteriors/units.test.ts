import { beforeAll, describe, expect, it } from 'vitest';
import { acquisitions } from '../acquisitions/index.js';
import { categorical, gaussian } from '../likelihoods/index.js';
import { buildNetwork } from '../networks/index.js';
import { compile } from '../scoring/index.js';
import { random, startBackend } from '../tensors/index.js';
import { lossOf } from './gradients.js';
import { map } from './map.js';
import { mcDropout } from './mc-dropout.js';
import type { Problem } from './posterior.js';

beforeAll(async () => {
  await startBackend({ prefer: 'wasm' });
});

const head = { inputShape: [2], scale: 'columns' as const };
const mlp = { id: 'mlp', options: { units: [16], dropout: 0.2 } };

/** Two classes four deviations apart, in units of which one is so large. */
function classes(unit: number): Problem {
  const stream = random(1);
  const labels = Int32Array.from({ length: 60 }, (_, n) => n % 2);
  const data = Float32Array.from({ length: 120 }, (_, at) => unit * (4 * labels[at >> 1]! + stream.normal()));
  return {
    network: buildNetwork(mlp, { ...head, outputs: 2 }),
    likelihood: categorical,
    features: { dtype: 'float32', shape: [2], count: 60, data },
    labels,
  };
}

it.each([1e-30, 1e-12, 1e-7, 1e-6, 1e6])('features × %d are learned as well as × 1', async (unit) => {
  const loss = async (problem: Problem) => {
    const state = await map.fit(problem, { options: map.options.parse({ minUpdates: 100 }), seed: 1 });
    return lossOf(problem, state, problem);
  };
  const usual = await loss(classes(1));
  expect(usual).toBeLessThan(0.1);
  expect(Math.abs((await loss(classes(unit))) - usual)).toBeLessThan(0.01);
});

describe('targets', () => {
  const targets = (labels: Float32Array): Problem => ({
    ...classes(1),
    network: buildNetwork(mlp, { ...head, outputs: gaussian.head(1, { noise: 'learned' }) }),
    likelihood: gaussian,
    features: { ...classes(1).features, count: 10, data: classes(1).features.data.slice(0, 20) },
    labels,
  });
  const options = mcDropout.options.parse({ minUpdates: 100 });
  const fit = (problem: Problem) => mcDropout.fit(problem, { options, seed: 1 });

  it('that are all the same have scale 1, and say as much whatever they are', async () => {
    const scores = await Promise.all(
      [0, 1, 5, 14.62, 0.1].map(async (value) => {
        const problem = targets(new Float32Array(10).fill(value));
        const state = await fit(problem);
        expect(Array.from(state[`${problem.network.layers.length - 1}.scale`]!.data)).toEqual([1]);
        const predictor = await compile(
          problem.network,
          gaussian,
          mcDropout.draw(problem.network, state, 10, 1, options),
          'float32',
        );
        const summary = await predictor.summarize(problem.features);
        await predictor.release();
        return Array.from(acquisitions.get('gaussian-bald').score(summary, {}));
      }),
    );
    for (const own of scores)
      own.forEach((score, n) => {
        expect(score).toBeLessThan(2);
        expect(Math.abs(score - scores[0]![n]!)).toBeLessThan(0.02);
      });
  });

  it.each([1e20, -1e20, 1e-20])('as far from 1 as %d are refused in words of targets', async (size) => {
    const labels = Float32Array.from({ length: 10 }, (_, n) => size * n);
    await expect(fit(targets(labels))).rejects.toMatchObject({
      code: 'invalid_label',
      detail: expect.stringMatching(/target.*another unit/),
    });
  });

  it.each([1e15, 1e-15])('in units of %d are learned', async (unit) => {
    const problem = targets(Float32Array.from({ length: 10 }, (_, n) => unit * (n % 2)));
    const state = await fit(problem);
    const usual = targets(Float32Array.from({ length: 10 }, (_, n) => n % 2));
    const gap = lossOf(problem, state, problem) - lossOf(usual, await fit(usual), usual);
    expect(Math.abs(gap - Math.log(unit))).toBeLessThan(0.05);
  });
});
