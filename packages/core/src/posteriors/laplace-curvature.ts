import * as tf from '@tensorflow/tfjs-core';
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { CoreError } from '../errors.js';
import { forward, type LayerPlace, type Network, placesOf, toTensor } from '../networks/network.js';
import { type State, sizeOf } from '../tensors/state.js';
import type { Minibatch } from './gradients.js';
import type { Problem } from './posterior.js';
import { pick, weightsOf } from './training.js';

/** What of the curvature is kept. */
export type Structure = 'full' | 'kronecker' | 'diagonal';

/** Largest sizes: weights for the full matrix, inputs and outputs for its factors. An eigendecomposition takes n³. */
const [MOST_FULL, MOST_INPUTS, MOST_UNITS] = [2_000, 4_097, 1_000];
/** Up to these the choice is left to us. */
const [AUTO_FULL, AUTO_INPUTS, AUTO_UNITS] = [500, 1_025, 500];
/** Numbers of a minibatch's curvature that lie in memory at a time. */
const CURVATURE_SIZE = 2 ** 22;
const ROWS = 512;

/** The last dense layer: P = inputs + 1 rows, the last of which is the bias, times C units. */
export interface LastLayer {
  place: LayerPlace;
  rows: number;
  units: number;
}

/** @throws shape_mismatch where there is no dense layer */
export function lastLayerOf(network: Network): LastLayer {
  const place = placesOf(network).findLast(({ spec }) => spec.type === 'dense');
  if (!place)
    throw new CoreError('shape_mismatch', 'A last-layer Laplace approximation needs a network with a dense layer.');
  return { place, rows: sizeOf(place.inputShape) + 1, units: sizeOf(place.outputShape) };
}

/** What is kept, or the best that can be had. @throws too_large */
export function structureOf({ rows, units }: LastLayer, wanted: Structure | 'auto'): Structure {
  const refuse = (what: string, instead: string) =>
    new CoreError(
      'too_large',
      `The last layer has ${rows} × ${units} weights, too many for ${what}. Choose ${instead}.`,
    );
  if (units > MOST_UNITS)
    throw refuse(`a Laplace approximation (up to ${MOST_UNITS} outputs)`, 'another posterior, such as MC dropout');
  if (wanted === 'full' && rows * units > MOST_FULL)
    throw refuse(`a full covariance (up to ${MOST_FULL})`, 'the structure "kronecker" or "diagonal"');
  if (wanted === 'kronecker' && rows > MOST_INPUTS)
    throw refuse(`Kronecker factors (up to ${MOST_INPUTS} rows)`, 'the structure "diagonal"');
  if (wanted !== 'auto') return wanted;
  if (rows * units <= AUTO_FULL) return 'full';
  return rows <= AUTO_INPUTS && units <= AUTO_UNITS ? 'kronecker' : 'diagonal';
}

/**
 * The curvature of the loss in the weights of the last layer, by its eigenvalues and eigenvectors: H = B·diag(λ)·Bᵀ.
 * Weights lie row by row, [P, C].
 */
export interface Curvature {
  /** [P·C], none negative. */
  values: Float64Array;
  /** Of the full matrix, [P·C, P·C]; of its Kronecker factors, [P, P] and [C, C]; none where it is diagonal. */
  bases: Matrix[];
}

/**
 * H = Σ_n G_n ⊗ φ_n φ_nᵀ of all labels, with φ = (input of the last layer, 1) and G the curvature of the likelihood in the
 * layer's outputs (generalised Gauss–Newton): whole; its Kronecker approximation (Σ_n G_n) ⊗ (Σ_n φ_n φ_nᵀ) / N; or its
 * diagonal.
 *
 * @source Daxberger et al. 2021, arXiv:2106.14806; Ritter et al. 2018 for the factors
 */
export async function curvatureOf(
  problem: Problem,
  state: State,
  layer: LastLayer,
  structure: Structure,
  signal?: AbortSignal,
): Promise<Curvature> {
  const { rows, units } = layer;
  const { count } = problem.features;
  if (structure === 'full') {
    const { values, basis } = eigen(await matrixOf(problem, state, layer, signal));
    return { values, bases: [basis] };
  }
  const sums = await sumsOf(problem, state, layer, structure, signal);
  if (structure === 'diagonal') return { values: sums[0]!.map((value) => Math.max(0, value)), bases: [] };
  const [a, g] = [eigen(squareOf(sums[0]!, rows)), eigen(squareOf(sums[1]!, units))];
  const values = new Float64Array(rows * units);
  for (let at = 0; at < values.length; at++)
    values[at] = (a.values[Math.floor(at / units)]! * g.values[at % units]!) / count;
  return { values, bases: [a.basis, g.basis] };
}

/** H whole, [P·C, P·C]. */
export async function matrixOf(
  problem: Problem,
  state: State,
  layer: LastLayer,
  signal?: AbortSignal,
): Promise<Matrix> {
  return wholeMatrix(await sumsOf(problem, state, layer, 'full', signal), layer);
}

/** What is summed over all labels: blocks of the whole matrix, both factors, or the diagonal. */
async function sumsOf(
  problem: Problem,
  state: State,
  layer: LastLayer,
  structure: Structure,
  signal?: AbortSignal,
): Promise<Float64Array[]> {
  const { units } = layer;
  const sums = emptySums(structure, layer);
  for (const batch of wholeInPieces(problem, Math.min(ROWS, Math.max(1, Math.floor(CURVATURE_SIZE / units ** 2))))) {
    signal?.throwIfAborted();
    const parts = tf.tidy(() => {
      const { phi, curvature } = run(problem, state, layer, batch);
      return partsOf(structure, phi, curvature);
    });
    parts.forEach((part, i) => {
      const values = part.dataSync();
      const into = sums[i]!;
      for (let at = 0; at < values.length; at++) into[at] = into[at]! + values[at]!;
    });
    tf.dispose(parts);
    await new Promise(setImmediate); // lets an abort come in
  }
  return sums;
}

/** Inputs of the last layer with a one beside them, [n, P], and the curvature in its outputs, [n, C, C]. */
function run(
  { network, likelihood }: Problem,
  state: State,
  { place, units }: LastLayer,
  { features, weights }: Minibatch,
) {
  const { count, shape, data } = features;
  const tensors = Object.fromEntries(Object.entries(state).map(([key, value]) => [key, toTensor(value)]));
  let input: tf.Tensor | null = null;
  const { output } = forward(network, tf.tensor(Float32Array.from(data), [count, ...shape]), tensors, {
    replace(at, value) {
      if (at.index === place.index) input = value;
      return null;
    },
  });
  const head = placesOf(network).find(({ spec }) => spec.type === 'gaussian-head');
  const scaleT = head && state[head.weights[1]!.key]!.data;
  const curvature = likelihood.curvature(output, { units, ...(scaleT ? { scaleT } : {}) });
  const each = weights && tf.tensor(weights, [count, weights.length / count, 1]);
  return {
    phi: tf.concat<tf.Tensor2D>([tf.reshape(input!, [count, -1]), tf.ones([count, 1])], 1),
    curvature: each ? tf.mul(curvature, each) : curvature,
  };
}

/** Sums over the records of a minibatch: blocks (c, c′ ≥ c) of the full matrix, both factors, or the diagonal. */
function partsOf(structure: Structure, phi: tf.Tensor2D, curvature: tf.Tensor): tf.Tensor[] {
  const [count = 0, units = 0] = curvature.shape;
  if (structure === 'kronecker') return [tf.matMul(phi, phi, true), tf.sum(curvature, 0)];
  const at = (c: number, d: number) => tf.reshape(tf.slice(curvature, [0, c, d], [count, 1, 1]), [count, 1]);
  if (structure === 'full') return blocksOf(units).map(([c, d]) => tf.matMul(phi, tf.mul(phi, at(c, d)), true));
  const diagonal = tf.sum<tf.Tensor2D>(tf.mul(curvature, tf.eye(units)), 2);
  return [tf.matMul(tf.square(phi), diagonal, true)];
}

const blocksOf = (units: number) =>
  Array.from({ length: units }, (_, c) => Array.from({ length: units - c }, (_, d) => [c, c + d] as const)).flat();

function emptySums(structure: Structure, { rows, units }: LastLayer): Float64Array[] {
  if (structure === 'kronecker') return [new Float64Array(rows ** 2), new Float64Array(units ** 2)];
  if (structure === 'diagonal') return [new Float64Array(rows * units)];
  return blocksOf(units).map(() => new Float64Array(rows ** 2));
}

function wholeMatrix(blocks: Float64Array[], { rows, units }: LastLayer): Matrix {
  const matrix = Matrix.zeros(rows * units, rows * units);
  blocksOf(units).forEach(([c, d], b) => {
    const block = blocks[b]!;
    for (let p = 0; p < rows; p++)
      for (let q = 0; q < rows; q++) {
        matrix.set(p * units + c, q * units + d, block[p * rows + q]!);
        matrix.set(q * units + d, p * units + c, block[p * rows + q]!);
      }
  });
  return matrix;
}

const squareOf = (values: Float64Array, size: number) => Matrix.from1DArray(size, size, values);

/** Of a symmetric matrix that has no negative eigenvalue but by rounding. */
function eigen(matrix: Matrix): { values: Float64Array; basis: Matrix } {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(matrix, { assumeSymmetric: true });
  return { values: Float64Array.from(realEigenvalues, (value) => Math.max(0, value)), basis: eigenvectorMatrix };
}

/** All labels of a fit, some rows at a time, with what each counts for. */
export function* wholeInPieces(problem: Problem, rows: number): Generator<Minibatch> {
  const { count } = problem.features;
  const weights = weightsOf(problem);
  for (let at = 0; at < count; at += rows) {
    const length = Math.min(rows, count - at);
    yield pick(
      problem,
      Int32Array.from({ length }, (_, i) => at + i),
      weights,
    );
  }
}
