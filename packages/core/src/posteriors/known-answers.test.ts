import { inverse, Matrix } from 'ml-matrix';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Network, placesOf } from '../networks/index.js';
import { random, type State, startBackend } from '../tensors/index.js';
import { bbb } from './bbb.js';
import { deepEnsemble } from './deep-ensemble.js';
import { map } from './map.js';
import { mcDropout } from './mc-dropout.js';
import { memberOf } from './members.js';
import { collector, swag } from './swag.js';
import { DIMENSIONS, linearRegression } from './test-regression.js';
import { vadamStep, vogn, vognStep } from './vogn.js';

const meanOf = (state: State) => [...state['0.kernel']!.data, ...state['0.bias']!.data];
const longFit = {
  epochs: 4_000,
  minUpdates: 0,
  batchSize: 60,
  decay: 'cosine',
  priorScale: 1,
  priorScaling: 'fixed',
};

describe('on Bayesian linear regression', () => {
  const { problem, mean, precision } = linearRegression();
  beforeAll(async () => {
    await startBackend({ prefer: 'wasm' }); // the quickest for so small a network
  });

  it.each([false, true])(
    'known answer of bbb: the mean and 1 / the diagonal of the precision (local: %s)',
    async (isLocal) => {
      const options = bbb.options.parse({
        ...longFit,
        epochs: 4_000,
        trainDraws: isLocal ? 1 : 8,
        learningRate: 0.005,
        localReparametrization: isLocal,
      });
      const state = await bbb.fit(problem, { options, seed: 1 });
      meanOf(state).forEach((value, i) => {
        expect(Math.abs(value - mean[i]!)).toBeLessThan(1e-2);
      });
      const rho = [...state['0.kernel.rho']!.data, ...state['0.bias.rho']!.data];
      rho.forEach((value, i) => {
        const variance = Math.log1p(Math.exp(value)) ** 2;
        expect(Math.abs(variance * precision.get(i, i) - 1)).toBeLessThan(0.05);
      });
    },
  );

  it.each(['vogn', 'vadam'] as const)('known answer of vogn: the mean, by its variant %s', async (variant) => {
    const options = vogn.options.parse({
      ...longFit,
      variant,
      learningRate: 0.02,
      trainDraws: 4,
      precisionDecay: 0.999,
    });
    const state = await vogn.fit(problem, { options, seed: 1 });
    meanOf(state).forEach((value, i) => {
      expect(Math.abs(value - mean[i]!)).toBeLessThan(1e-2);
    });
  });

  /** (βΦᵀΦ + P)⁻¹βΦᵀt: the least squares with a penalty on each weight. */
  const ridge = (penalties: number[]) => {
    const { curvature, design, targets, beta } = linearRegression();
    return inverse(Matrix.add(curvature, Matrix.diag(penalties)))
      .mmul(design.transpose().mmul(targets).mul(beta))
      .to1DArray();
  };
  const pointFit = {
    epochs: 4_000,
    minUpdates: 0,
    batchSize: 60,
    decay: 'cosine',
    learningRate: 0.02,
    weightDecay: 20,
  };

  it('known answer of map: the least squares with its penalty, from which the bias is free', async () => {
    const state = await map.fit(problem, { options: map.options.parse(pointFit), seed: 1 });
    const wanted = ridge([20, 20, 20, 0]);
    meanOf(state).forEach((value, i) => {
      expect(Math.abs(value - wanted[i]!)).toBeLessThan(1e-4);
    });
    expect(Math.abs(wanted[0]! - ridge([0, 0, 0, 0])[0]!)).toBeGreaterThan(0.02);
  });

  it('known answer of deep-ensemble: all members find it, and its draws are its members', async () => {
    const options = deepEnsemble.options.parse({ ...pointFit, members: 3 });
    const state = await deepEnsemble.fit(problem, { options, seed: 1 });
    const wanted = ridge([20, 20, 20, 0]);
    for (const member of [0, 1, 2])
      meanOf(memberOf(state, member)).forEach((value, i) => {
        expect(Math.abs(value - wanted[i]!)).toBeLessThan(1e-4);
      });
    for (const member of [0, 1, 2]) state[`${member}/0.kernel`]!.data.fill(7 + member);
    const drawn = (samples: number) => {
      const { layers } = deepEnsemble.draw(problem.network, state, samples, 1, options);
      return Array.from(layers[0]!.drawn![0]!.data).filter((_, at) => at % DIMENSIONS === 0);
    };
    expect(drawn(3)).toEqual([7, 8, 9]);
    expect(drawn(100)).toEqual([7, 8, 9]);
    expect(new Set(drawn(2)).size).toBe(2);
  });

  it('known answer of mc-dropout: the least squares with the penalty that dropout adds to it', async () => {
    // E‖t − (x ∘ m)·w‖² = ‖t − xw‖² + p/(1 − p)·Σ_i w_i² Σ_n x_ni² (Srivastava et al. 2014, section 9.1).
    const rate = 0.2;
    const network: Network = { ...problem.network, layers: [{ type: 'dropout', rate }, ...problem.network.layers] };
    const options = mcDropout.options.parse({ ...pointFit, epochs: 8_000 });
    const state = await mcDropout.fit({ ...problem, network }, { options, seed: 1 });
    const { curvature } = linearRegression();
    const wanted = ridge([0, 1, 2, 3].map((i) => (i < 3 ? 20 + (rate / (1 - rate)) * curvature.get(i, i) : 0)));
    [...state['1.kernel']!.data, ...state['1.bias']!.data].forEach((value, i) => {
      expect(Math.abs(value - wanted[i]!)).toBeLessThan(0.01);
    });
    expect(Math.abs(wanted[0]! - ridge([20, 20, 20, 0])[0]!)).toBeGreaterThan(0.05);
    // Masks are 0 in p of the cases and else 1/(1 − p), each for itself.
    const { data } = mcDropout.draw(network, state, 20_000, 1, options).layers[0]!.mask!;
    expect(new Set(data)).toEqual(new Set([0, Math.fround(1 / (1 - rate))]));
    const columns = [0, 1].map((i) => Array.from({ length: 20_000 }, (_, s) => data[3 * s + i]!));
    for (const column of columns)
      expect(Math.abs(column.filter((value) => value === 0).length / 20_000 - rate)).toBeLessThan(0.012);
    expect(Math.abs(correlation(columns[0]!.map((value, s) => [value, columns[1]![s]!] as const)))).toBeLessThan(0.03);
  });

  it('mean-field draws have no covariance where the exact posterior has one', async () => {
    const options = bbb.options.parse({ ...longFit, learningRate: 0.02 });
    const state = await bbb.fit(problem, { options, seed: 1 });
    const { layers } = bbb.draw(problem.network, state, 4_000, 5, options);
    const exact = inverse(precision);
    expect(Math.abs(exact.get(0, 1)) / Math.sqrt(exact.get(0, 0) * exact.get(1, 1))).toBeGreaterThan(0.2);
    expect(Math.abs(correlation(columnsOf(layers[0]!.drawn![0]!.data, DIMENSIONS)))).toBeLessThan(0.05);
  });
});

const columnsOf = (data: Float32Array, width: number) =>
  Array.from({ length: data.length / width }, (_, s) => [data[s * width]!, data[s * width + 1]!] as const);

/** Sample covariance matrix of pairs, as its three numbers. */
function momentsOf(pairs: (readonly [number, number])[]) {
  const n = pairs.length;
  const [a, b] = pairs.reduce<[number, number]>(([x, y], [p, q]) => [x + p / n, y + q / n], [0, 0]);
  const sums = pairs.reduce(
    (sum, [p, q]) => [sum[0]! + (p - a) ** 2, sum[1]! + (p - a) * (q - b), sum[2]! + (q - b) ** 2],
    [0, 0, 0],
  );
  return { mean: [a, b] as const, aa: sums[0]! / n, ab: sums[1]! / n, bb: sums[2]! / n };
}
const correlation = (pairs: (readonly [number, number])[]) => {
  const { aa, ab, bb } = momentsOf(pairs);
  return ab / Math.sqrt(aa * bb);
};

describe('swag on a Gaussian target', () => {
  const network: Network = { inputShape: [2], layers: [{ type: 'dense', units: 1 }] };
  const weights: State = {
    '0.kernel': { shape: [2, 1], data: new Float32Array(2) },
    '0.bias': { shape: [1], data: new Float32Array(1) },
  };

  it('known answer of swag: draws have the mean, the variances, and half of the covariance that its networks had', () => {
    const stream = random(8);
    const networks = collector(network, weights, 400);
    for (let i = 0; i < 400; i++) {
      const [x, y] = [stream.normal(), stream.normal()];
      weights['0.kernel']!.data.set([3 + x, -1 + 0.8 * x + 0.6 * y]); // variances 1, covariance 0.8
      networks.add();
    }
    const state = networks.state();
    const own = momentsOf(
      Array.from({ length: 400 }, (_, k) => {
        const { data } = state['0.kernel.deviations']!;
        return [data[2 * k]!, data[2 * k + 1]!] as const;
      }),
    );
    const { layers } = swag.draw(network, state, 20_000, 1, swag.options.parse({}));
    const drawn = momentsOf(columnsOf(layers[0]!.drawn![0]!.data, 2));
    expect(drawn.mean[0]).toBeCloseTo(state['0.kernel']!.data[0]!, 1);
    expect(drawn.aa / own.aa).toBeCloseTo(1, 1);
    expect(drawn.bb / own.bb).toBeCloseTo(1, 1);
    expect(drawn.ab / own.ab).toBeCloseTo(0.5, 1); // the diagonal part has none: s = ½ of the low-rank part
    expect(drawn.ab).toBeGreaterThan(0.3);
  });

  it('one step by hand: means of 1, 4 and 1, 16, and the deviation from the mean that the last one moved', () => {
    const own: State = {
      '0.kernel': { shape: [2, 1], data: Float32Array.of(1, 2) },
      '0.bias': { shape: [1], data: Float32Array.of(0) },
    };
    const networks = collector(network, own, 1);
    networks.add();
    own['0.kernel']!.data.set([3, 4]);
    networks.add();
    const state = networks.state();
    expect(Array.from(state['0.kernel']!.data)).toEqual([2, 3]);
    expect(Array.from(state['0.kernel.squares']!.data)).toEqual([5, 10]);
    expect(Array.from(state['0.kernel.deviations']!.data)).toEqual([1, 1]);
    expect(placesOf(network)[0]!.weights.map(({ key }) => key)).toEqual(['0.kernel', '0.bias']);
  });
});

describe('one step by hand', () => {
  const weightOf = () => ({
    key: 'w',
    prior: 2,
    priorMean: 0,
    mean: Float32Array.of(0.5),
    precision: Float32Array.of(10),
    momentum: Float32Array.of(0),
    squares: Float32Array.of(0),
  });

  it('vogn: S = 0.9·10 + 0.1·(100·0.04 + 2) = 9.6, μ = 0.5 − 0.1·(100·0.3 + 2·0.5)/9.6', () => {
    const weight = weightOf();
    const step = {
      weight,
      gradient: Float32Array.of(0.3),
      squares: Float32Array.of(0.04),
      total: 100,
      rate: 0.1,
      steps: 1,
    };
    vognStep(step, { momentum: 0.9, precisionDecay: 0.9 });
    expect(weight.precision[0]).toBeCloseTo(9.6, 5);
    expect(weight.mean[0]).toBeCloseTo(0.5 - (0.1 * 31) / 9.6, 6);
  });

  it('vadam: ŝ = 0.3², μ = 0.5 − 0.1·(0.3 + 0.02·0.5)/(0.3 + 0.02), S = 100·0.09 + 2', () => {
    const weight = weightOf();
    vadamStep(
      { weight, gradient: Float32Array.of(0.3), total: 100, rate: 0.1, steps: 1 },
      { momentum: 0.9, precisionDecay: 0.9 },
    );
    expect(weight.mean[0]).toBeCloseTo(0.5 - (0.1 * 0.31) / 0.32, 6);
    expect(weight.precision[0]).toBeCloseTo(11, 4);
  });
});
