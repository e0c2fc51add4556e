import { fillNormals, permutation, random } from '../tensors/random.js';
import type { State } from '../tensors/state.js';
import { STREAMS } from '../tensors/streams.js';

/** First value of the gates' biases: σ(2) = 0.88, so that a new flow changes little. */
const OPEN = 2;

/** The parameters of one step, by the names under which a state keeps them, each after the prefix of the step. */
const PARTS = ['in', 'inBias', 'shift', 'shiftBias', 'gate', 'gateBias'] as const;
type Part = (typeof PARTS)[number];

/** Gradients by the keys of a state. */
export type FlowGradients = Record<string, Float32Array>;

const keyOf = (prefix: string, step: number, part: Part | 'mask') => `${prefix}.${step}.${part}`;

/**
 * First parameters of a flow over vectors of D values: steps with H hidden units each, and masks of zeros and ones that
 * alternate in pairs, so that every value is changed by one of two.
 *
 * @param prefix of the keys
 */
export function newFlow(
  prefix: string,
  size: number,
  steps: number,
  hidden: number,
  seed: number,
  ...keys: number[]
): State {
  const state: State = {};
  for (let step = 0; step < steps; step++) {
    const stream = random(seed, ...keys, step);
    const normals = (shape: number[], scale: number) => {
      const data = new Float32Array(shape.reduce((product, n) => product * n, 1));
      return { shape, data: fillNormals(data, stream, scale) };
    };
    const constant = (n: number, value: number) => ({ shape: [n], data: new Float32Array(n).fill(value) });
    const own: Record<Part | 'mask', State[string]> = {
      in: normals([size, hidden], 1 / Math.sqrt(size)),
      inBias: constant(hidden, 0),
      shift: normals([hidden, size], 0.01),
      shiftBias: constant(size, 0),
      gate: normals([hidden, size], 0.01),
      gateBias: constant(size, OPEN),
      mask: maskOf(size, step, seed, ...keys, Math.floor(step / 2), STREAMS.flowMasks),
    };
    for (const [part, tensor] of Object.entries(own)) state[keyOf(prefix, step, part as Part)] = tensor;
  }
  return state;
}

/**
 * A random half, and for the second of a pair the other one. Departure from the paper, whose masks are Bernoulli(½): of few
 * values that would often be all or none. A single value is always changed.
 */
function maskOf(size: number, step: number, seed: number, ...keys: number[]) {
  const data = new Float32Array(size).fill(step % 2);
  for (const i of permutation(size, seed, ...keys).subarray(0, Math.floor(size / 2))) data[i] = 1 - (step % 2);
  return { shape: [size], data: size === 1 ? new Float32Array(1) : data };
}

/** What the way back needs of one step. */
interface Tape {
  input: Float32Array;
  hidden: Float32Array;
  shift: Float32Array;
  gate: Float32Array;
}

/** A vector through a flow. */
export interface Flowed {
  output: Float32Array;
  /** ln |det ∂output/∂input|. */
  logDet: number;
  tapes: Tape[];
}

/**
 * Masked RealNVP with gates: what the mask keeps, 1, decides how the rest is moved.
 *
 *     h = tanh(A(m∘z)) / √H   μ = B(h)   s = σ(C(h))   z′ = m∘z + (1−m)∘( s∘z + (1−s)∘μ )   ln|det| = Σ (1−m)·ln s
 *
 * Departure from the paper: the root of the H hidden units. Adam moves every parameter by its rate at once, and without it
 * moves z by H times that, fast enough to put whole rows out of use before the data have said what they are for.
 *
 * @param z [D]
 * @source Dinh et al. 2017, arXiv:1605.08803; with gates: Louizos and Welling 2017, arXiv:1703.01961, eq. 9
 */
export function flow(state: State, prefix: string, steps: number, z: Float32Array): Flowed {
  let current = z;
  let logDet = 0;
  const tapes: Tape[] = [];
  for (let step = 0; step < steps; step++) {
    const at = (part: Part | 'mask') => state[keyOf(prefix, step, part)]!.data;
    const mask = at('mask');
    const hidden = affine(current, at('in'), at('inBias'), mask);
    const scale = 1 / Math.sqrt(hidden.length);
    for (let j = 0; j < hidden.length; j++) hidden[j] = scale * Math.tanh(hidden[j]!);
    const shift = affine(hidden, at('shift'), at('shiftBias'));
    const gate = affine(hidden, at('gate'), at('gateBias')).map((x) => 1 / (1 + Math.exp(-x)));
    const output = new Float32Array(z.length);
    for (let i = 0; i < z.length; i++) {
      const [x, s] = [current[i]!, gate[i]!];
      output[i] = mask[i] ? x : s * x + (1 - s) * shift[i]!;
      if (!mask[i]) logDet += Math.log(s);
    }
    tapes.push({ input: current, hidden, shift, gate });
    current = output;
  }
  return { output: current, logDet, tapes };
}

/**
 * The way back. Adds to `gradients` those of the parameters.
 *
 * @param gradient of the loss with respect to the output, and `ofLogDet` with respect to ln|det|
 * @returns [D] with respect to the input
 */
export function flowBackward(
  state: State,
  prefix: string,
  { tapes }: Flowed,
  gradient: Float32Array,
  ofLogDet: number,
  gradients: FlowGradients,
): Float32Array {
  let current = gradient;
  for (let step = tapes.length - 1; step >= 0; step--) {
    const { input, hidden, shift, gate } = tapes[step]!;
    const at = (part: Part | 'mask') => state[keyOf(prefix, step, part)]!.data;
    const into = (part: Part) => (gradients[keyOf(prefix, step, part)] ??= new Float32Array(at(part).length));
    const mask = at('mask');
    const size = input.length;
    const [ofInput, ofShift, ofGate] = [new Float32Array(size), new Float32Array(size), new Float32Array(size)];
    for (let i = 0; i < size; i++) {
      const g = current[i]!;
      if (mask[i]) {
        ofInput[i] = g;
        continue;
      }
      const s = gate[i]!;
      ofInput[i] = g * s;
      ofShift[i] = g * (1 - s);
      // Through the sigmoid: ds = s(1−s), and d ln s = 1 − s.
      ofGate[i] = g * (input[i]! - shift[i]!) * s * (1 - s) + ofLogDet * (1 - s);
    }
    const scale = 1 / Math.sqrt(hidden.length);
    const ofHidden = affineBackward(hidden, at('shift'), ofShift, into('shift'), into('shiftBias'));
    const more = affineBackward(hidden, at('gate'), ofGate, into('gate'), into('gateBias'));
    for (let j = 0; j < hidden.length; j++) ofHidden[j] = (ofHidden[j]! + more[j]!) * (scale - hidden[j]! ** 2 / scale);
    const masked = input.map((x, i) => x * mask[i]!);
    const ofMasked = affineBackward(masked, at('in'), ofHidden, into('in'), into('inBias'));
    for (let i = 0; i < size; i++) if (mask[i]) ofInput[i] = ofInput[i]! + ofMasked[i]!;
    current = ofInput;
  }
  return current;
}

/** (mask ∘ x)·W + b. */
function affine(x: Float32Array, weights: Float32Array, bias: Float32Array, mask?: Float32Array): Float32Array {
  const output = bias.slice();
  for (let i = 0; i < x.length; i++) {
    const value = mask ? x[i]! * mask[i]! : x[i]!;
    if (value === 0) continue;
    const row = i * output.length;
    for (let j = 0; j < output.length; j++) output[j] = output[j]! + value * weights[row + j]!;
  }
  return output;
}

function affineBackward(
  x: Float32Array,
  weights: Float32Array,
  gradient: Float32Array,
  ofWeights: Float32Array,
  ofBias: Float32Array,
): Float32Array {
  const ofInput = new Float32Array(x.length);
  for (let i = 0; i < x.length; i++) {
    const row = i * gradient.length;
    let sum = 0;
    for (let j = 0; j < gradient.length; j++) {
      const g = gradient[j]!;
      sum += g * weights[row + j]!;
      ofWeights[row + j] = ofWeights[row + j]! + x[i]! * g;
    }
    ofInput[i] = sum;
  }
  for (let j = 0; j < gradient.length; j++) ofBias[j] = ofBias[j]! + gradient[j]!;
  return ofInput;
}
