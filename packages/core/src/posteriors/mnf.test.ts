import { beforeAll, describe, expect, it } from 'vitest';
import { categorical, gaussian } from '../likelihoods/index.js';
import type { Network } from '../networks/index.js';
import { random, type State, startBackend } from '../tensors/index.js';
import { loadState, saveState } from '../tensors/state.js';
import { learnedOf } from './drawn-layers.js';
import { kernelsOf, mnf } from './mnf.js';
import { mnfGradients, noiseFor } from './mnf-gradients.js';
import { newKernel } from './mnf-kernel.js';
import { partsOf } from './mnf-parts.js';
import type { Problem } from './posterior.js';
import { TEST_LIKELIHOODS, TEST_NETWORKS, testProblem } from './test-problems.js';

const prior = { flows: 2, priorScale: 1.41, priorScaling: 'fan-in' } as const;

describe('mnf', () => {
  beforeAll(async () => {
    await startBackend({ prefer: 'wasm' });
  });

  it.each<[string, Network]>([
    ['a dense layer', { inputShape: [4], layers: [{ type: 'dense', units: 3 }] }],
    [
      'a convolution',
      { inputShape: [3, 3, 2], layers: [{ type: 'conv2d', filters: 3, kernel: 3 }, { type: 'flatten' }] },
    ],
  ])('has the gradients of loss and KL that small steps show, for %s', (_, network) => {
    const stream = random(3);
    const kernels = kernelsOf(network, prior);
    const shape = network.layers[0]!.type === 'dense' ? [4, 3] : [3, 3, 2, 3];
    const size = shape.reduce((product, n) => product * n, 1);
    const mean = { shape, data: Float32Array.from({ length: size }, () => stream.normal()) };
    const state: State = newKernel(kernels[0]!, mean, { initialScale: 0.3, zScale: 0.1, hidden: 4 }, stream, 1, 0);
    for (const [key, { data }] of Object.entries(state))
      if (!key.endsWith('mask')) for (let i = 0; i < data.length; i++) data[i] = data[i]! + 0.2 * stream.normal();
    const single = { key: '0.bias', priorMean: 0, priorScale: 1 };
    state['0.bias.mean'] = { shape: [3], data: Float32Array.of(0.1, 0.2, -0.3) };
    state['0.bias.logScale'] = { shape: [3], data: new Float32Array(3).fill(-1) };
    const count = 6;
    const width = network.inputShape.reduce((product, n) => product * n, 1);
    const data = Float32Array.from({ length: count * width }, () => stream.normal());
    const step = {
      features: { dtype: 'float32' as const, shape: network.inputShape, count, data },
      labels: Int32Array.of(0, 1, 2, 0, 1, 2),
    };
    const noise = noiseFor(state, kernels, [single], random(9));
    const share = 0.1;
    const take = (own: State) =>
      mnfGradients({ network, likelihood: categorical }, own, {
        kernels,
        singles: [single],
        noise,
        step,
        share,
      });
    const { gradients } = take(state);
    const parameters = Object.keys(state).filter((key) => !key.endsWith('mask'));
    expect(Object.keys(gradients).sort()).toEqual(parameters.sort());
    for (const key of parameters) {
      const by = 1e-2;
      for (let i = 0; i < state[key]!.data.length; i += Math.max(1, Math.floor(state[key]!.data.length / 4))) {
        const lossAt = (change: number) => {
          const moved = state[key]!.data.map((value, at) => (at === i ? value + change : value));
          const { loss, kl } = take({ ...state, [key]: { ...state[key]!, data: moved } });
          return loss + share * kl;
        };
        const expected = (lossAt(by) - lossAt(-by)) / (2 * by);
        expect(Math.abs(gradients[key]![i]! - expected), `${key} ${i}`).toBeLessThan(
          0.02 * Math.max(1, Math.abs(expected)),
        );
      }
    }
  });

  it('known answer of mnf: on a Gaussian target the mean, and a covariance where mean-field has none', async () => {
    const stream = random(4);
    const count = 40;
    const rows = Array.from({ length: count }, () => {
      const common = stream.normal();
      return [common + 0.3 * stream.normal(), common + 0.3 * stream.normal()] as const;
    });
    const raw = rows.map(([a, b]) => a + 0.5 * b + 0.5 * stream.normal());
    const average = raw.reduce((sum, y) => sum + y, 0) / count;
    const deviation = Math.sqrt(raw.reduce((sum, y) => sum + (y - average) ** 2, 0) / count);
    const labels = Float32Array.from(raw, (y) => (y - average) / deviation);
    const noise = 0.5;
    const problem: Problem = {
      network: {
        inputShape: [2],
        layers: [
          { type: 'dense', units: 1 },
          { type: 'gaussian-head', noise },
        ],
      },
      likelihood: gaussian,
      features: { dtype: 'float32', shape: [2], count, data: Float32Array.from(rows.flat()) },
      labels,
    };
    const options = mnf.options.parse({
      epochs: 8_000,
      minUpdates: 0,
      batchSize: count,
      learningRate: 0.05,
      decay: 'cosine',
      priorScale: 1,
      priorScaling: 'fixed',
      hidden: 8,
      zScale: 0.3,
      warmUp: 0,
    });
    const state = await mnf.fit(problem, { options, seed: 1 });
    const draws = mnf.draw(problem.network, state, 4_000, 5, options).layers[0]!.drawn![0]!.data;
    const exact = exactPosterior(rows, labels, noise);
    const own = momentsOf(draws);
    expect(Math.abs(own.mean[0] - exact.mean[0])).toBeLessThan(0.05);
    expect(Math.abs(own.mean[1] - exact.mean[1])).toBeLessThan(0.05);
    const correlationOf = ({ aa, ab, bb }: { aa: number; ab: number; bb: number }) => ab / Math.sqrt(aa * bb);
    expect(correlationOf(exact)).toBeLessThan(-0.85);
    expect(correlationOf(own)).toBeLessThan(-0.75);
    // Independent weights would have 1 − correlation² = a fifth of the variance.
    for (const key of ['aa', 'bb'] as const) {
      expect(own[key] / exact[key]).toBeGreaterThan(0.75);
      expect(own[key] / exact[key]).toBeLessThan(1.25);
    }
  });

  it('noise on z moves whole rows together', async () => {
    const network: Network = { inputShape: [1], layers: [{ type: 'dense', units: 2 }] };
    const [kernel] = kernelsOf(network, prior);
    const mean = { shape: [1, 2], data: Float32Array.of(1, 2) };
    const state: State = newKernel(kernel!, mean, { initialScale: 0.01, zScale: 0.1, hidden: 4 }, random(1), 1, 0);
    state['0.bias.mean'] = { shape: [2], data: new Float32Array(2) };
    state['0.bias.logScale'] = { shape: [2], data: new Float32Array(2).fill(-5) };
    state[partsOf('0.kernel').zLogScale]!.data.fill(Math.log(0.5));
    const draws = mnf.draw(network, state, 2_000, 1, mnf.options.parse({})).layers[0]!.drawn![0]!.data;
    const { aa, ab, bb } = momentsOf(draws);
    expect(ab / Math.sqrt(aa * bb)).toBeGreaterThan(0.95);
  });

  describe('on a small problem', () => {
    const problem = testProblem(TEST_NETWORKS[1], TEST_LIKELIHOODS[2]);
    const options = mnf.options.parse({ epochs: 3, minUpdates: 0 });

    it('goes on from an earlier fit, of which a saved copy says the same bit for bit', async () => {
      const earlier = await mnf.fit(problem, { options, seed: 1 });
      const read = loadState(saveState(earlier));
      const draw = (state: State) => mnf.draw(problem.network, state, 2, 5, options);
      expect(draw(read)).toEqual(draw(earlier));
      const still = mnf.options.parse({ epochs: 1, minUpdates: 0, learningRate: 1e-9 });
      const later = await mnf.fit(problem, { options: still, seed: 2, from: read });
      expect(Object.keys(later).sort()).toEqual(Object.keys(earlier).sort());
      for (const [key, { data }] of Object.entries(earlier))
        data.forEach((value, i) => {
          expect(later[key]!.data[i], key).toBeCloseTo(value, 5);
        });
    });

    it('has no flow where none is asked for', async () => {
      const plain = mnf.options.parse({ epochs: 3, minUpdates: 0, flows: 0 });
      const state = await mnf.fit(problem, { options: plain, seed: 1 });
      expect(Object.keys(state).filter((key) => /\.[qr]\.\d/.test(key))).toEqual([]);
      expect(mnf.draw(problem.network, state, 2, 5, plain).samples).toBe(2);
    });

    it('gives independent Gaussians to what is no kernel', async () => {
      const state = await mnf.fit(problem, { options, seed: 1 });
      const others = learnedOf(problem.network).filter(({ fanIn }) => fanIn === 0);
      expect(others).toHaveLength(3); // the biases
      for (const { key } of others) {
        expect(state[partsOf(key).logScale]!.shape).toEqual(state[key]!.shape);
        expect(state[partsOf(key).zMean]).toBeUndefined();
      }
    });
  });

  it('keeps to numbers in proportion to the weights where a layer has many outputs', () => {
    const network: Network = { inputShape: [20], layers: [{ type: 'dense', units: 10_000 }] };
    const [kernel] = kernelsOf(network, prior);
    const mean = { shape: [20, 10_000], data: new Float32Array(200_000).fill(0.1) };
    const state = newKernel(kernel!, mean, { initialScale: 0.05, zScale: 0.1, hidden: 50 }, random(1), 1, 0);
    const numbers = Object.values(state).reduce((sum, { data }) => sum + data.length, 0);
    expect(numbers).toBeLessThan(2.1 * 200_000);
  });
});

/** Of pairs lying one after the other. */
function momentsOf(pairs: Float32Array) {
  const n = pairs.length / 2;
  const mean: [number, number] = [0, 0];
  const sums: [number, number, number] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    mean[0] += pairs[2 * i]! / n;
    mean[1] += pairs[2 * i + 1]! / n;
  }
  for (let i = 0; i < n; i++) {
    const [a, b] = [pairs[2 * i]! - mean[0], pairs[2 * i + 1]! - mean[1]];
    sums[0] += (a * a) / n;
    sums[1] += (a * b) / n;
    sums[2] += (b * b) / n;
  }
  return { mean, aa: sums[0], ab: sums[1], bb: sums[2] };
}

/** Of two weights and a bias with standard normal priors, the part of the weights. */
function exactPosterior(rows: (readonly [number, number])[], labels: Float32Array, noise: number) {
  const beta = 1 / noise ** 2;
  const design = rows.map(([a, b]) => [a, b, 1]);
  const p = [0, 1, 2].map((i) =>
    [0, 1, 2].map((j) => design.reduce((sum, x) => sum + beta * x[i]! * x[j]!, i === j ? 1 : 0)),
  );
  const c = [0, 1, 2].map((i) => design.reduce((sum, x, n) => sum + beta * x[i]! * labels[n]!, 0));
  const minor = (i: number, j: number) => {
    const [r, s] = [[0, 1, 2].filter((k) => k !== i), [0, 1, 2].filter((k) => k !== j)];
    return (-1) ** (i + j) * (p[r[0]!]![s[0]!]! * p[r[1]!]![s[1]!]! - p[r[0]!]![s[1]!]! * p[r[1]!]![s[0]!]!);
  };
  const det = p[0]!.reduce((sum, value, j) => sum + value * minor(0, j), 0);
  const inverse = (i: number, j: number) => minor(j, i) / det;
  const meanAt = (i: number) => [0, 1, 2].reduce((sum, j) => sum + inverse(i, j) * c[j]!, 0);
  const mean: [number, number] = [meanAt(0), meanAt(1)];
  return { mean, aa: inverse(0, 0), ab: inverse(0, 1), bb: inverse(1, 1) };
}
