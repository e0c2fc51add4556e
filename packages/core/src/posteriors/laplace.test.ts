import { determinant, inverse, Matrix } from 'ml-matrix';
import { beforeAll, describe, expect, it } from 'vitest';
import { categorical } from '../likelihoods/index.js';
import { initialWeights, type Network } from '../networks/index.js';
import { floats } from '../tensors/floats.js';
import { random, type State, startBackend } from '../tensors/index.js';
import { gradientsOf } from './gradients.js';
import { evidencePrecision, laplace } from './laplace.js';
import { curvatureOf, lastLayerOf, structureOf } from './laplace-curvature.js';
import type { Problem } from './posterior.js';
import { linearRegression } from './test-regression.js';

beforeAll(async () => {
  await startBackend({ prefer: 'wasm' });
});

const meanOf = (state: State) => [...state['0.kernel']!.data, ...state['0.bias']!.data];

describe('on Bayesian linear regression', () => {
  const { problem, mean, precision } = linearRegression();
  const fit = (options: object) =>
    laplace.fit(problem, {
      options: laplace.options.parse({ epochs: 300, batchSize: 60, learningRate: 0.02, priorPrecision: 1, ...options }),
      seed: 1,
    });

  // Everything is summed in float32 by the backend and kept in float32: seven digits go in, six come out.
  it('known answer of laplace: the exact posterior, mean and covariance, to 1e-6', async () => {
    const state = await fit({ structure: 'full' });
    meanOf(state).forEach((value, i) => {
      expect(Math.abs(value - mean[i]!)).toBeLessThan(1e-6);
    });
    const size = mean.length;
    const basis = Matrix.from1DArray(size, size, state['laplace.basis']!.data);
    const variances = Matrix.diag(Array.from(state['laplace.scale']!.data, (scale) => scale ** 2));
    const gap = basis.mmul(variances).mmul(basis.transpose()).sub(inverse(precision));
    expect(gap.abs().max()).toBeLessThan(1e-6);
  });

  it('draws have that covariance, and the factors of Kronecker give the same', async () => {
    const exact = inverse(precision);
    for (const structure of ['full', 'kronecker'] as const) {
      const state = await fit({ structure });
      const { layers } = laplace.draw(problem.network, state, 20_000, 3, laplace.options.parse({}));
      const { data } = layers[0]!.drawn![0]!;
      const [a, b] = [0, 1].map((i) =>
        Array.from({ length: 20_000 }, (_, s) => data[3 * s + i]! - state['0.kernel']!.data[i]!),
      );
      const covariance = a!.reduce((sum, x, s) => sum + x * b![s]!, 0) / 20_000;
      expect(covariance / exact.get(0, 1)).toBeCloseTo(1, 1);
    }
  });

  it('the diagonal structure has 1 / the diagonal of the precision', async () => {
    const state = await fit({ structure: 'diagonal' });
    state['laplace.scale']!.data.forEach((scale, i) => {
      expect(scale ** 2 * precision.get(i, i)).toBeCloseTo(1, 5);
    });
  });

  it('takes the prior precision with the largest exact evidence', async () => {
    const { design, targets, beta, curvature } = linearRegression();
    // ln N(t; 0, I/β + ΦΦᵀ/δ), without what does not depend on δ.
    const exactEvidence = (delta: number) => {
      const covariance = Matrix.add(Matrix.eye(60).mul(1 / beta), design.mmul(design.transpose()).mul(1 / delta));
      const fitOf = targets.transpose().mmul(inverse(covariance)).mmul(targets).get(0, 0);
      return -0.5 * (Math.log(determinant(covariance)) + fitOf);
    };
    // The evidence at θ* of the same δ: the one that is chosen there again is a fixed point.
    let chosen = 1;
    for (let i = 0; i < 50; i++) {
      const theta = inverse(Matrix.add(curvature, Matrix.eye(4).mul(chosen)))
        .mmul(design.transpose().mmul(targets).mul(beta))
        .to1DArray();
      const values = await valuesOf(problem);
      chosen = evidencePrecision(
        { values },
        theta.reduce((sum, w) => sum + w * w, 0),
      );
    }
    for (const other of [0.5, 0.8, 1.25, 2])
      expect(exactEvidence(chosen)).toBeGreaterThan(exactEvidence(other * chosen));
  });

  it('lets the prior of labels that say nothing go no wider than it is told', () => {
    const values = new Float64Array(30).fill(1e-3);
    expect(evidencePrecision({ values }, 1_000)).toBeLessThan(0.1);
    expect(evidencePrecision({ values }, 1_000, 16) / 16).toBeCloseTo(1, 0);
    expect(evidencePrecision({ values }, 1_000, 16)).toBeGreaterThanOrEqual(16);
    expect(evidencePrecision({ values: values.fill(1e6) }, 0.1, 16)).toBeGreaterThan(100); // the evidence still speaks
  });

  const valuesOf = async (own: Problem) => {
    const state = initialWeights(own.network, 1);
    const { problem: whole } = linearRegression();
    const labels = floats(whole.labels);
    const average = labels.reduce((sum, y) => sum + y, 0) / 60;
    const scale = Math.sqrt(labels.reduce((sum, y) => sum + (y - average) ** 2, 0) / 60);
    state['1.scale'] = { shape: [1], data: Float32Array.of(scale) };
    return (await curvatureOf(own, state, lastLayerOf(own.network), 'full')).values;
  };
});

describe('the curvature of classes', () => {
  const network: Network = {
    inputShape: [2],
    layers: [{ type: 'dense', units: 4 }, { type: 'relu' }, { type: 'dense', units: 3 }],
  };
  const stream = random(6);
  const count = 30;
  const problem: Problem = {
    network,
    likelihood: categorical,
    features: {
      dtype: 'float32',
      shape: [2],
      count,
      data: Float32Array.from({ length: 2 * count }, () => stream.normal()),
    },
    labels: Int32Array.from({ length: count }, (_, n) => n % 3),
  };
  const layer = lastLayerOf(network);

  it.each([undefined, [1, 2, 3]])(
    'is how the gradient changes with the weights; class weights %o',
    async (classWeights) => {
      const own = classWeights ? { ...problem, classWeights } : problem;
      const state = initialWeights(network, 1);
      const { values, bases } = await curvatureOf(own, state, layer, 'full');
      const h = bases[0]!.mmul(Matrix.diag(Array.from(values))).mmul(bases[0]!.transpose());
      const weights = classWeights && categorical.weigh(own.labels, count, 3, classWeights)!;
      const gradientAt = (moved: State) => {
        const { gradients } = gradientsOf(own, moved, { ...own, ...(weights ? { weights } : {}) });
        return [...gradients['2.kernel']!, ...gradients['2.bias']!].map((g) => g * count);
      };
      const by = 1e-2;
      for (const i of [0, 5, 11, 13]) {
        const at = (change: number) => {
          const [key, place]: [string, number] = i < 12 ? ['2.kernel', i] : ['2.bias', i - 12];
          const data = state[key]!.data.map((w, j) => (j === place ? w + change : w));
          return gradientAt({ ...state, [key]: { ...state[key]!, data } });
        };
        const [up, down] = [at(by), at(-by)];
        up.forEach((g, j) => {
          expect((g - down[j]!) / (2 * by)).toBeCloseTo(h.get(i, j), 1);
        });
      }
    },
  );

  it('of one record is that of its Kronecker factors', async () => {
    const { features, labels } = problem;
    const one = {
      ...problem,
      features: { ...features, count: 1, data: features.data.slice(0, 2) },
      labels: labels.slice(0, 1),
    };
    const state = initialWeights(network, 1);
    const [full, factors] = [
      await curvatureOf(one, state, layer, 'full'),
      await curvatureOf(one, state, layer, 'kronecker'),
    ];
    const sorted = (values: Float64Array) => values.slice().sort();
    sorted(factors.values).forEach((value, i) => {
      expect(value).toBeCloseTo(sorted(full.values)[i]!, 5);
    });
  });
});

describe('a last layer', () => {
  const layerOf = (units: number, inputs: number) =>
    lastLayerOf({ inputShape: [inputs], layers: [{ type: 'dense', units }] });

  it('that is small gets the full covariance, a larger one factors, a huge one a diagonal', () => {
    expect(structureOf(layerOf(1, 50), 'auto')).toBe('full');
    expect(structureOf(layerOf(10, 400), 'auto')).toBe('kronecker');
    expect(structureOf(layerOf(10, 5_000), 'auto')).toBe('diagonal');
  });

  it('that is too large for what was asked is refused in words, before anything is trained', async () => {
    expect(() => structureOf(layerOf(10, 400), 'full')).toThrow(/401 × 10 weights.*"kronecker"/);
    expect(() => structureOf(layerOf(10, 5_000), 'kronecker')).toThrow(/"diagonal"/);
    expect(() => structureOf(layerOf(10_000, 10), 'auto')).toThrow(/another posterior/);
    expect(() => lastLayerOf({ inputShape: [2], layers: [{ type: 'relu' }] })).toThrow(/dense layer/);
  });
});
