import type { Matrix } from 'ml-matrix';
import { z } from 'zod';
import { EVERY_LIKELIHOOD } from '../suitable.js';
import { fillNormals, random } from '../tensors/random.js';
import type { HostTensor, State } from '../tensors/state.js';
import { STREAMS } from '../tensors/streams.js';
import { drawsFrom } from './drawn-layers.js';
import { type Curvature, curvatureOf, type LastLayer, lastLayerOf, structureOf } from './laplace-curvature.js';
import { findMode, tailOf } from './laplace-mode.js';
import { pointLearner, pointOptions } from './point.js';
import { checkProblem, definePosterior } from './posterior.js';
import { train } from './training.js';

/** Prior precisions that are tried, in powers of ten, and how finely. */
const [LEAST, MOST, PER_DECADE] = [-6, 8, 20];
/** Where the state keeps what is drawn with. */
const KEYS = { scale: 'laplace.scale', full: 'laplace.basis', rows: 'laplace.rows', units: 'laplace.units' };

const options = z.object({
  ...pointOptions(0.002),
  structure: z
    .enum(['auto', 'full', 'kronecker', 'diagonal'])
    .default('auto')
    .describe('What of the covariance is kept; auto takes the full one of up to 500 weights, else Kronecker factors'),
  priorPrecision: z
    .union([z.literal('evidence'), z.number().positive()])
    .default('evidence')
    .describe(
      'δ of the prior N(0, 1/δ) of the last layer: the one with the largest marginal likelihood from that of the first weights up, or a number',
    ),
});

/**
 * Last-layer Laplace: an ordinary network, and around the weights of its last dense layer the Gaussian that has the
 * curvature of the loss.
 *
 *     θ ~ N( θ*, (H + δI)⁻¹ ),   δ = argmax  −½( ln det(H + δI) − n ln δ + δ‖θ*‖² ),   δ ≥ inputs / 2
 *
 * The bound is the precision of the first weights. Labels that the network separates leave no curvature, and the evidence
 * alone then lets the prior go so wide that the draws say nothing: with 100 digits 38 % error in the place of 23 %.
 *
 * With the full covariance Newton steps then take θ* to the most probable weights under that δ, which a fit under another
 * penalty misses, and H is measured there: the exact Gaussian approximation of the last layer's posterior, and for values with one
 * level of noise that posterior itself. Factors and the diagonal are those of the trained weights.
 *
 * @source Daxberger et al. 2021, arXiv:2106.14806; the evidence: MacKay 1992
 */
export const laplace = definePosterior({
  id: 'laplace',
  title: 'Last-layer Laplace',
  description: 'One ordinary network; the weights of its last layer vary as far as the labels leave open.',
  source: 'arXiv:2106.14806',
  likelihoods: EVERY_LIKELIHOOD,
  disagrees: 'always',
  options,
  async fit(problem, run) {
    checkProblem(problem);
    const layer = lastLayerOf(problem.network);
    const structure = structureOf(layer, run.options.structure);
    const state = await train(problem, run, (own) => pointLearner(own, run));
    const curvature = await curvatureOf(problem, state, layer, structure, run.signal);
    const { priorPrecision } = run.options;
    const precision =
      priorPrecision === 'evidence'
        ? evidencePrecision(curvature, normOf(state, layer), (layer.rows - 1) / 2)
        : priorPrecision;
    if (structure !== 'full') return { ...state, ...factorsOf(curvature, layer, precision) };
    const tail = tailOf(problem, state, layer);
    await findMode(tail, precision, run.signal);
    const atMode = await curvatureOf(tail.problem, tail.state, tail.layer, structure, run.signal);
    return { ...state, ...factorsOf(atMode, layer, precision) };
  },
  draw(network, state, samples, seed) {
    const layer = lastLayerOf(network);
    const [kernel, bias] = layer.place.weights.map(({ key, shape }) => {
      const { data } = state[key]!;
      return { key, shape: [samples, ...shape], data: new Float32Array(samples * data.length), mean: data };
    }) as [Drawn, Drawn];
    for (let s = 0; s < samples; s++) {
      const noise = spread(
        state,
        layer,
        fillNormals(new Float32Array(layer.rows * layer.units), random(seed, STREAMS.laplaceDraws, s)),
      );
      for (const [part, start] of [
        [kernel, 0],
        [bias, kernel.mean.length],
      ] as const)
        part.mean.forEach((mean, i) => {
          part.data[s * part.mean.length + i] = mean + noise[start + i]!;
        });
    }
    return drawsFrom(network, state, samples, { [kernel.key]: kernel, [bias.key]: bias });
  },
});

interface Drawn extends HostTensor {
  key: string;
  mean: Float32Array;
}

/** Kernel and bias of the last layer, row by row. */
const weightsIn = (state: State, { place }: LastLayer) => place.weights.map(({ key }) => state[key]!.data);

const normOf = (state: State, layer: LastLayer) =>
  weightsIn(state, layer).reduce((sum, data) => data.reduce((own, w) => own + w * w, sum), 0);

/**
 * The prior precision with the largest marginal likelihood, on a grid of twenty a decade.
 *
 * @param squares ‖θ*‖²
 * @param least no smaller one is tried
 */
export function evidencePrecision({ values }: Pick<Curvature, 'values'>, squares: number, least = 0): number {
  const evidence = (precision: number) => {
    let sum = -values.length * Math.log(precision) + precision * squares;
    for (const value of values) sum += Math.log(value + precision);
    return -0.5 * sum;
  };
  const grid = Array.from({ length: (MOST - LEAST) * PER_DECADE + 1 }, (_, i) => 10 ** (LEAST + i / PER_DECADE));
  return grid
    .filter((precision) => precision >= least)
    .reduce((best, precision) => (evidence(precision) > evidence(best) ? precision : best));
}

/** What a draw needs: 1 / √(λ + δ) and the bases. */
function factorsOf({ values, bases }: Curvature, { rows, units }: LastLayer, precision: number): State {
  const tensor = (matrix: Matrix): HostTensor => ({
    shape: [matrix.rows, matrix.columns],
    data: Float32Array.from(matrix.to1DArray()),
  });
  const scale = Float32Array.from(values, (value) => 1 / Math.sqrt(value + precision));
  const state: State = { [KEYS.scale]: { shape: [rows, units], data: scale } };
  if (bases.length === 1) state[KEYS.full] = tensor(bases[0]!);
  if (bases.length === 2) [state[KEYS.rows], state[KEYS.units]] = [tensor(bases[0]!), tensor(bases[1]!)];
  return state;
}

/** B·(scale ∘ z), [P·C]: a deviation from the mean with the covariance (H + δI)⁻¹. */
function spread(state: State, { rows, units }: LastLayer, z: Float32Array): Float32Array {
  const scale = state[KEYS.scale]!.data;
  for (let i = 0; i < z.length; i++) z[i] = z[i]! * scale[i]!;
  const full = state[KEYS.full];
  if (full) return product(full.data, z, z.length, z.length, 1);
  const left = state[KEYS.rows];
  if (!left) return z;
  const right = state[KEYS.units]!.data;
  const turned = product(left.data, z, rows, rows, units);
  const result = new Float32Array(z.length);
  for (let p = 0; p < rows; p++)
    for (let c = 0; c < units; c++) {
      let sum = 0;
      for (let d = 0; d < units; d++) sum += turned[p * units + d]! * right[c * units + d]!;
      result[p * units + c] = sum;
    }
  return result;
}

/** [n, k]·[k, m]. */
function product(a: Float32Array, b: Float32Array, n: number, k: number, m: number): Float32Array {
  const result = new Float32Array(n * m);
  for (let i = 0; i < n; i++)
    for (let l = 0; l < k; l++) {
      const value = a[i * k + l]!;
      for (let j = 0; j < m; j++) result[i * m + j] = result[i * m + j]! + value * b[l * m + j]!;
    }
  return result;
}
