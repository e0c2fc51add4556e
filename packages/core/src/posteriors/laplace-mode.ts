import * as tf from '@tensorflow/tfjs-core';
import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { forward, toTensor } from '../networks/network.js';
import { type State, sizeOf } from '../tensors/state.js';
import { gradientsOf, lossOf } from './gradients.js';
import { type LastLayer, lastLayerOf, matrixOf, wholeInPieces } from './laplace-curvature.js';
import type { Problem } from './posterior.js';

const ROWS = 512;
const MOST_STEPS = 100;
/** A step is halved so often at most: a smaller one is no step any more. */
const MOST_HALVINGS = 30;
/** Share of the fall that the slope promises, which a step has to bring (Armijo 1966). */
const SUFFICIENT = 1e-4;
/** Rounding of a loss in float32, and of a curvature. */
const [ROUNDING, CURVATURE_ROUNDING] = [1e-6, 1e-7];
/** Below this share of the loss a step is rounding throughout, as is one that promises hardly less than the one before. */
const [DONE, STALLED] = [1e-13, 0.9];

/** The last dense layer and what comes after it, with what goes into it for features: everything that its weights change. */
export interface Tail {
  problem: Problem;
  /** Its arrays are those of the whole network's state: what changes here changes there. */
  state: State;
  layer: LastLayer;
}

/** The tail of a network with the weights that it has. */
export function tailOf(problem: Problem, state: State, { place }: LastLayer): Tail {
  const { network, features } = problem;
  const { index, inputShape } = place;
  const size = sizeOf(inputShape);
  const data = new Float32Array(features.count * size);
  let at = 0;
  for (const piece of wholeInPieces(problem, ROWS)) {
    data.set(inputOf(problem, state, piece.features, index), at * size);
    at += piece.features.count;
  }
  const tail = { inputShape, layers: network.layers.slice(index) };
  const own = Object.entries(state).flatMap(([key, tensor]): [string, State[string]][] => {
    const layer = Number.parseInt(key, 10);
    return layer >= index ? [[`${layer - index}${key.slice(key.indexOf('.'))}`, tensor]] : [];
  });
  return {
    problem: {
      ...problem,
      network: tail,
      features: { dtype: 'float32', shape: inputShape, count: features.count, data },
    },
    state: Object.fromEntries(own),
    layer: lastLayerOf(tail),
  };
}

/** What goes into a layer, row by row. */
function inputOf({ network }: Problem, state: State, { count, shape, data }: Problem['features'], index: number) {
  const result = tf.tidy(() => {
    const tensors = Object.fromEntries(Object.entries(state).map(([key, value]) => [key, toTensor(value)]));
    let input: tf.Tensor | null = null;
    forward(network, tf.tensor(Float32Array.from(data), [count, ...shape]), tensors, {
      replace(at, value) {
        if (at.index === index) input = value;
        return null;
      },
    });
    return tf.clone(input!);
  });
  const values = result.dataSync<'float32'>();
  result.dispose();
  return values;
}

/**
 * Takes the weights of the last layer to the most probable ones, in place: Newton steps with the curvature where each begins,
 *
 *     θ ← θ − t·(H(θ) + δI)⁻¹ ∇,   ∇ of  L(θ) + δ/2·‖θ‖²,   t = 1, ½, ¼, … until the loss falls as the slope promises
 *
 * so that none overshoots, also where the labels can be separated and the trained weights lie far out. Where H is the curvature
 * in expectation (each record's own noise) it is Fisher's scoring, with the same end.
 *
 * @source Nocedal and Wright 2006, Numerical Optimization, sections 3.1 and 3.3
 */
export async function findMode(tail: Tail, precision: number, signal?: AbortSignal): Promise<void> {
  const weights = tail.layer.place.weights.map(({ key }) => tail.state[key]!.data);
  const put = (from: Float32Array[], move?: Float64Array, share = 0) => {
    let at = 0;
    weights.forEach((data, part) => {
      for (let i = 0; i < data.length; i++) data[i] = from[part]![i]! - share * (move?.[at++] ?? 0);
    });
  };
  let loss = objectiveOf(tail, precision);
  let [before, promised]: [Float32Array[], number] = [weights.map((data) => data.slice()), Number.POSITIVE_INFINITY];
  for (let step = 0; step < MOST_STEPS; step++) {
    signal?.throwIfAborted();
    const gradient = gradientOf(tail, precision);
    const move = await newtonStep(tail, gradient, precision, signal);
    const promise = move.reduce((sum, by, i) => sum + by * gradient[i]!, 0);
    const rounding = ROUNDING * (1 + Math.abs(loss));
    // Too small to be seen in the loss: the steps themselves say whether they still come nearer.
    if (promise < rounding && promise > STALLED * promised) return put(promise > promised ? before : weights);
    if (promise < DONE * (1 + Math.abs(loss))) return;
    [before, promised] = [weights.map((data) => data.slice()), promise];
    let share = 1;
    for (let halving = 0; halving < MOST_HALVINGS; halving++, share /= 2) {
      put(before, move, share);
      const now = objectiveOf(tail, precision);
      if (now <= loss - SUFFICIENT * share * promise + rounding) {
        loss = now;
        break;
      }
      if (halving === MOST_HALVINGS - 1) return put(before);
    }
  }
}

const objectiveOf = ({ problem, state, layer }: Tail, precision: number) => {
  let loss = 0;
  for (const piece of wholeInPieces(problem, ROWS)) loss += lossOf(problem, state, piece) * piece.features.count;
  const squares = layer.place.weights.reduce(
    (sum, { key }) => state[key]!.data.reduce((own, w) => own + w * w, sum),
    0,
  );
  return loss + 0.5 * precision * squares;
};

function gradientOf({ problem, state, layer }: Tail, precision: number): Float64Array {
  const keys = layer.place.weights.map(({ key }) => key);
  const gradient = Float64Array.from(
    keys.flatMap((key) => Array.from(state[key]!.data)),
    (w) => precision * w,
  );
  for (const piece of wholeInPieces(problem, ROWS)) {
    const { gradients } = gradientsOf(problem, state, piece);
    let at = 0;
    for (const key of keys) for (const g of gradients[key]!) gradient[at] = gradient[at++]! + g * piece.features.count;
  }
  return gradient;
}

/** (H + δI)⁻¹·gradient; what float32 takes off the curvature is given back, so that the matrix stays positive. */
async function newtonStep(tail: Tail, gradient: Float64Array, precision: number, signal?: AbortSignal) {
  const matrix = await matrixOf(tail.problem, tail.state, tail.layer, signal);
  const most = matrix.diagonal().reduce((a, b) => Math.max(a, b), 0);
  matrix.add(Matrix.eye(matrix.rows).mul(precision + CURVATURE_ROUNDING * most));
  return Float64Array.from(
    new CholeskyDecomposition(matrix).solve(Matrix.columnVector(Array.from(gradient))).to1DArray(),
  );
}
