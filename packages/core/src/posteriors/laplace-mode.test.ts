import { inverse, Matrix } from 'ml-matrix';
import { beforeAll, describe, expect, it } from 'vitest';
import { bernoulli, categorical, gaussian } from '../likelihoods/index.js';
import type { LayerSpec, Network } from '../networks/index.js';
import { random, type State, startBackend } from '../tensors/index.js';
import { laplace } from './laplace.js';
import type { Problem } from './posterior.js';

/** One dense layer of three inputs. */
const [COUNT, INPUTS] = [60, 3];
type Kind = 'categorical' | 'bernoulli' | 'each';

/** What the likelihood says of a record's outputs f: its loss, ∂loss/∂f and the curvature [C, C], by hand and in float64. */
type Local = (f: number[], n: number) => { loss: number; gradient: number[]; curvature: number[][] };

const onDiagonal = (values: number[]) => values.map((value, i) => values.map((_, j) => (i === j ? value : 0)));

const softmaxOf =
  (labels: ArrayLike<number>): Local =>
  (f, n) => {
    const most = Math.max(...f);
    const sum = f.reduce((total, x) => total + Math.exp(x - most), 0);
    const p = f.map((x) => Math.exp(x - most) / sum);
    return {
      loss: most + Math.log(sum) - f[labels[n]!]!,
      gradient: p.map((own, c) => own - Number(labels[n] === c)),
      curvature: p.map((a, i) => p.map((b, j) => (i === j ? a : 0) - a * b)),
    };
  };

const sigmoidsOf =
  (labels: ArrayLike<number>): Local =>
  (f, n) => {
    const y = f.map((_, c) => labels[n * f.length + c]!);
    const p = f.map((x) => 1 / (1 + Math.exp(-x)));
    const loss = f.reduce((sum, x, c) => sum + Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))) - y[c]! * x, 0);
    return { loss, gradient: p.map((own, c) => own - y[c]!), curvature: onDiagonal(p.map((own) => own * (1 - own))) };
  };

/** Mean and noise of each record, targets brought to mean 0 and deviation 1. */
const noiseOfEach =
  (targets: number[]): Local =>
  ([mean, raw], n) => {
    const v = Math.max(raw!, 0) + Math.log1p(Math.exp(-Math.abs(raw!))) + 1e-6;
    const slope = 1 / (1 + Math.exp(-raw!));
    const gap = mean! - targets[n]!;
    return {
      loss: 0.5 * (Math.log(v) + gap ** 2 / v),
      gradient: [gap / v, (0.5 * slope * (1 - gap ** 2 / v)) / v],
      curvature: onDiagonal([1 / v, 0.5 * (slope / v) ** 2]), // in expectation over the target
    };
  };

/** The mode by damped Newton steps, and the precision there. */
function exactly(rows: number[][], units: number, local: Local, precision: number) {
  const phi = rows.map((row) => [...row, 1]);
  const size = (INPUTS + 1) * units;
  const outputs = (theta: number[], n: number) =>
    Array.from({ length: units }, (_, c) => phi[n]!.reduce((sum, x, p) => sum + x * theta[p * units + c]!, 0));
  const objective = (theta: number[]) =>
    phi.reduce((sum, _, n) => sum + local(outputs(theta, n), n).loss, 0) +
    (precision / 2) * theta.reduce((sum, w) => sum + w * w, 0);
  const derivatives = (theta: number[]) => {
    const gradient = theta.map((w) => precision * w);
    const matrix = Matrix.eye(size).mul(precision);
    phi.forEach((x, n) => {
      const own = local(outputs(theta, n), n);
      for (let i = 0; i < size; i++) {
        gradient[i] = gradient[i]! + own.gradient[i % units]! * x[Math.floor(i / units)]!;
        for (let j = 0; j < size; j++) {
          const g = own.curvature[i % units]![j % units]!;
          matrix.set(i, j, matrix.get(i, j) + g * x[Math.floor(i / units)]! * x[Math.floor(j / units)]!);
        }
      }
    });
    return { gradient, matrix };
  };
  let theta = new Array<number>(size).fill(0);
  for (let step = 0; step < 500; step++) {
    const { gradient, matrix } = derivatives(theta);
    const move = inverse(matrix).mmul(Matrix.columnVector(gradient)).to1DArray();
    if (Math.hypot(...move) < 1e-12) break;
    let share = 1;
    const at = (t: number) => theta.map((w, i) => w - t * move[i]!);
    while (share > 1e-6 && objective(at(share)) > objective(theta)) share /= 2;
    theta = at(share);
  }
  return { theta, precision: derivatives(theta).matrix, size };
}

function caseOf(kind: Kind, isSeparable: boolean) {
  const stream = random(isSeparable ? 12 : 11);
  const units = kind === 'each' ? 2 : 3;
  const rows = Array.from({ length: COUNT }, () => Array.from({ length: INPUTS }, () => Math.fround(stream.normal())));
  const scores = rows.map(([a, b, c]) => [a! - b!, b! + 0.5 * c!, c! - a!]);
  const noise = () => (isSeparable ? 0 : 1.5 * stream.normal());
  const classes = Int32Array.from(scores, (own) => {
    const noisy = own.map((score) => score + noise());
    return noisy.indexOf(Math.max(...noisy));
  });
  const labels: Record<Kind, Int32Array | Float32Array> = {
    categorical: classes,
    bernoulli: Float32Array.from(scores.flat(), (score) => Number(score + noise() > 0)),
    each: Float32Array.from(rows, ([a, b]) => 20 + 5 * (a! + (0.3 + Math.abs(b!)) * stream.normal())),
  };
  const own = labels[kind];
  const mean = Array.from(own).reduce((sum, y) => sum + y / COUNT, 0);
  const deviation = Math.sqrt(Array.from(own).reduce((sum, y) => sum + (y - mean) ** 2 / COUNT, 0));
  const local: Record<Kind, Local> = {
    categorical: softmaxOf(own),
    bernoulli: sigmoidsOf(own),
    each: noiseOfEach(Array.from(own, (y) => (y - mean) / deviation)),
  };
  const head: LayerSpec[] = kind === 'each' ? [{ type: 'gaussian-head', noise: 'each' }] : [];
  const network: Network = { inputShape: [INPUTS], layers: [{ type: 'dense', units }, ...head] };
  const problem: Problem = {
    network,
    likelihood: { categorical, bernoulli, each: gaussian }[kind],
    features: { dtype: 'float32', shape: [INPUTS], count: COUNT, data: Float32Array.from(rows.flat()) },
    labels: own,
  };
  return { problem, rows, units, local: local[kind] };
}

/** The covariance that draws have. */
function covarianceIn(state: State, size: number): Matrix {
  const basis = Matrix.from1DArray(size, size, state['laplace.basis']!.data);
  return basis.mmul(Matrix.diag(Array.from(state['laplace.scale']!.data, (s) => s ** 2))).mmul(basis.transpose());
}

beforeAll(async () => {
  await startBackend({ prefer: 'wasm' });
});

describe.each([
  ['categorical', false, 1],
  ['categorical', true, 1],
  ['categorical', true, 0.01],
  ['bernoulli', false, 1],
  ['bernoulli', true, 1],
  ['each', false, 1],
] as const)('of %s labels, separable: %o, with δ = %d', (kind, isSeparable, priorPrecision) => {
  const { problem, rows, units, local } = caseOf(kind, isSeparable);
  const exact = exactly(rows, units, local, priorPrecision);
  const size = Math.hypot(...exact.theta);

  // Whether training has ended near the mode or far from it, and the curvature there says little.
  it.each([
    ['after the usual training', {}],
    ['after a long training without a penalty', { epochs: 3_000, learningRate: 0.1, weightDecay: 0 }],
    ['after hardly any', { epochs: 1, minUpdates: 1 }],
  ])('mode and covariance are those of the exact Gaussian approximation, %s', async (_, training) => {
    const options = laplace.options.parse({ structure: 'full', priorPrecision, ...training });
    const state = await laplace.fit(problem, { options, seed: 1 });
    const theta = [...state['0.kernel']!.data, ...state['0.bias']!.data];
    expect(Math.hypot(...theta.map((w, i) => w - exact.theta[i]!)) / size).toBeLessThan(1e-4);
    const [own, wanted] = [covarianceIn(state, exact.size), inverse(exact.precision)];
    expect(Matrix.sub(own, wanted).norm('frobenius') / wanted.norm('frobenius')).toBeLessThan(1e-4);
    for (const row of rows.slice(0, 10))
      for (let c = 0; c < units; c++) {
        const x = new Matrix([
          [...row, 1].flatMap((value) => Array.from({ length: units }, (__, d) => (c === d ? value : 0))),
        ]);
        const variance = (covariance: Matrix) => x.mmul(covariance).mmul(x.transpose()).get(0, 0);
        expect(Math.abs(variance(own) / variance(wanted) - 1)).toBeLessThan(1e-4);
      }
  });
});

it('of a deeper network only the last layer moves, to the mode of what goes into it', async () => {
  const { problem } = caseOf('categorical', true);
  const network: Network = {
    inputShape: [INPUTS],
    layers: [
      { type: 'dense', units: 4 },
      { type: 'relu' },
      { type: 'dropout', rate: 0.2 },
      { type: 'dense', units: 3 },
    ],
  };
  const options = laplace.options.parse({ structure: 'full', priorPrecision: 1 });
  const state = await laplace.fit({ ...problem, network }, { options, seed: 1 });
  const kernel = state['0.kernel']!.data;
  const hidden = Array.from({ length: COUNT }, (_, n) =>
    Array.from({ length: 4 }, (__, h) => {
      let sum = state['0.bias']!.data[h]!;
      for (let i = 0; i < INPUTS; i++) sum += problem.features.data[n * INPUTS + i]! * kernel[i * 4 + h]!;
      return Math.max(0, sum);
    }),
  );
  const gradient = new Float64Array(15);
  const theta = [...state['3.kernel']!.data, ...state['3.bias']!.data];
  hidden.forEach((row, n) => {
    const phi = [...row, 1];
    const f = [0, 1, 2].map((c) => phi.reduce((sum, x, p) => sum + x * theta[p * 3 + c]!, 0));
    softmaxOf(problem.labels)(f, n).gradient.forEach((g, c) => {
      phi.forEach((x, p) => {
        gradient[p * 3 + c]! += g * x;
      });
    });
  });
  gradient.forEach((g, i) => {
    expect(Math.abs(g + theta[i]!)).toBeLessThan(1e-4);
  });
});
