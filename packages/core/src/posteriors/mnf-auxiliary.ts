import { fillNormals, type Random } from '../tensors/random.js';
import type { HostTensor, State } from '../tensors/state.js';
import { flow, flowBackward, newFlow } from './flow.js';
import { type Kernel, lengthsOf, partsOf } from './mnf-parts.js';

/** How W and z begin, from which r takes its first parameters. */
export interface FirstKernel {
  mean: Float32Array;
  /** Deviation of the weights around z∘M. */
  scale: number;
  /** z at the mean of z₀, and one deviation above it. */
  z: Float32Array;
  above: Float32Array;
}

/**
 * First parameters of r: as long as the flows leave z Gaussian and independent, r is the exact posterior of z given W, so
 * that the bound charges nothing for noise on z. With ŝ = Σ_j M_ij² and τ the deviation of z_i,
 *
 *     E[z_i|W] = z̄_i + k·( Σ_j M_ij W_ij / ŝ − z̄_i )      Var[z_i|W] = τ²(1−k)      k = τ²ŝ / (τ²ŝ + σ²)
 */
export function newAuxiliary(
  kernel: Kernel,
  hidden: number,
  { mean, scale, z, above }: FirstKernel,
  stream: Random,
  seed: number,
  ...keys: number[]
): State {
  const { size, across } = lengthsOf(kernel);
  const parts = partsOf(kernel.key);
  const row = (): HostTensor => ({ shape: [size], data: new Float32Array(size) });
  const normals = (deviation: number) => ({ shape: [size], data: fillNormals(row().data, stream, deviation) });
  const backward = newFlow(parts.backward, size, kernel.steps, hidden, seed, ...keys);
  const through = (input: Float32Array) => flow(backward, parts.backward, kernel.steps, input).output;
  const [start, farther] = [through(z), through(above)];
  const [own, meanBias, logVarianceBias] = [row(), row(), row()];
  const { guess } = project(kernel, mean, mean, row().data);
  for (let i = 0; i < size; i++) {
    const tau = above[i]! - z[i]! || 1e-3;
    const unit = across * kernel.priorScale ** 2;
    const squares = guess[i]! * unit;
    const explained = tau * tau * squares + scale * scale;
    const slope = (farther[i]! - start[i]!) / tau;
    own.data[i] = (slope * tau * tau * unit) / explained;
    meanBias.data[i] = start[i]! - own.data[i]! * guess[i]! * z[i]!;
    logVarianceBias.data[i] = Math.log((slope * tau * scale) ** 2 / explained);
  }
  return {
    [parts.project]: normals(1 / Math.sqrt(size)),
    [parts.rMean]: normals(0.1),
    [parts.rOwn]: own,
    [parts.rMeanBias]: meanBias,
    [parts.rLogVariance]: normals(0.1),
    [parts.rLogVarianceBias]: logVarianceBias,
    ...backward,
  };
}

/** What `auxiliary` gives: −ln r, and its gradients with respect to z, to cᵀW and to the p. */
export interface Auxiliary {
  value: number;
  ofZ: Float32Array;
  ofCommon: Float32Array;
  ofGuess: Float32Array;
}

/**
 * −ln r(z|W), which guesses z back from the weights, without its ½ ln 2π, which ln q(z) has too.
 *
 *     ln r(z|W) = ln N( z_b; b₀ + a·b₁ + p∘b₂, exp(l₀ + a·l₁) ) + ln|det r|
 *     z_b = flow_r(z)      a = mean_j tanh(cᵀW)_j      p_i = mean_j M_ij W_ij / s²
 *
 * @param share of the KL in the loss, to which all gradients are scaled
 * @param gradients to which those of r's own parameters, but for c, are added
 * @source Louizos and Welling 2017, arXiv:1703.01961, eqs. 9–11. Departures: b₀ and l₀, without which r is sharp only where
 *   a is far from zero, and there tanh is flat and tells nothing; p, what W_i says of z_i, without which r knows
 *   one number of all z, noise on z at first costs more than it gains, and fits may stay at mean-field; and convolutions use
 *   tanh as dense layers do
 */
export function auxiliary(
  state: State,
  kernel: Kernel,
  { weights, z }: { weights: Float32Array; z: Float32Array },
  share: number,
  gradients: Record<string, Float32Array>,
): Auxiliary {
  const parts = partsOf(kernel.key);
  const { size, across } = lengthsOf(kernel);
  const at = (key: string) => state[key]!.data;
  const own = (key: string) => (gradients[key] = new Float32Array(size));
  const [mean, meanOwn, meanBias] = [at(parts.rMean), at(parts.rOwn), at(parts.rMeanBias)];
  const [logVariance, logVarianceBias] = [at(parts.rLogVariance), at(parts.rLogVarianceBias)];
  const [ofMean, ofMeanOwn, ofMeanBias] = [own(parts.rMean), own(parts.rOwn), own(parts.rMeanBias)];
  const [ofLog, ofLogBias] = [own(parts.rLogVariance), own(parts.rLogVarianceBias)];
  const { common, guess } = project(kernel, weights, at(parts.mean), at(parts.project));
  const tanhs = common.map(Math.tanh);
  const a = tanhs.reduce((sum, value) => sum + value, 0) / across;
  const back = flow(state, parts.backward, kernel.steps, z);
  const [ofBack, ofGuess] = [new Float32Array(size), new Float32Array(size)];
  let [value, ofA] = [-back.logDet, 0];
  for (let i = 0; i < size; i++) {
    const log = logVarianceBias[i]! + a * logVariance[i]!;
    const gap = back.output[i]! - meanBias[i]! - a * mean[i]! - guess[i]! * meanOwn[i]!;
    const pull = gap * Math.exp(-log);
    const push = 0.5 * (1 - gap * pull);
    value += 0.5 * (log + gap * pull);
    ofBack[i] = share * pull;
    ofGuess[i] = -share * pull * meanOwn[i]!;
    ofMeanBias[i] = -share * pull;
    ofMeanOwn[i] = -share * pull * guess[i]!;
    ofMean[i] = -share * pull * a;
    ofLogBias[i] = share * push;
    ofLog[i] = share * push * a;
    ofA += share * (push * logVariance[i]! - pull * mean[i]!);
  }
  return {
    value,
    ofZ: flowBackward(state, parts.backward, back, ofBack, -share, gradients),
    ofCommon: tanhs.map((t) => (ofA / across) * (1 - t * t)),
    ofGuess,
  };
}

/** cᵀW, one number for each place across z, and p, one for each along it. */
function project(kernel: Kernel, weights: Float32Array, mean: Float32Array, direction: Float32Array) {
  const { rows, columns, axis, priorScale } = kernel;
  const { size, across } = lengthsOf(kernel);
  const byRow = axis === 'rows';
  const unit = 1 / (across * priorScale ** 2);
  const [common, guess] = [new Float32Array(across), new Float32Array(size)];
  for (let r = 0, at = 0; r < rows; r++)
    for (let c = 0; c < columns; c++, at++) {
      const i = byRow ? r : c;
      const j = byRow ? c : r;
      const w = weights[at]!;
      common[j] = common[j]! + direction[i]! * w;
      guess[i] = guess[i]! + w * mean[at]! * unit;
    }
  return { common, guess };
}
