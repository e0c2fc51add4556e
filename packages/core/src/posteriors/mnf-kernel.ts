import { fillNormals, type Random } from '../tensors/random.js';
import type { State } from '../tensors/state.js';
import { type Flowed, flow, flowBackward, newFlow } from './flow.js';

/** A kernel whose rows (dense layer) or columns (convolution) are multiplied by z. */
export interface Kernel {
  key: string;
  /** The kernel as a matrix. */
  rows: number;
  columns: number;
  /** Along which axis z lies: the inputs of a dense layer, the filters of a convolution. */
  axis: 'rows' | 'columns';
  priorScale: number;
  steps: number;
}

const sizeOfZ = ({ rows, columns, axis }: Kernel) => (axis === 'rows' ? rows : columns);
const other = ({ rows, columns, axis }: Kernel) => (axis === 'rows' ? columns : rows);

/** Names of what a kernel has in a state, after its own key. */
export const partsOf = (key: string) => ({
  mean: `${key}.mean`,
  logScale: `${key}.logScale`,
  zMean: `${key}.z.mean`,
  zLogScale: `${key}.z.logScale`,
  forward: `${key}.q`,
  backward: `${key}.r`,
  project: `${key}.r.project`,
  rMean: `${key}.r.mean`,
  rLogVariance: `${key}.r.logVariance`,
});

/** First parameters: z near 1, so that the kernel begins as it would without. */
export function newKernel(
  kernel: Kernel,
  mean: State[string],
  initialScale: number,
  hidden: number,
  seed: number,
  number: number,
  stream: Random,
): State {
  const { key, priorScale, steps } = kernel;
  const size = sizeOfZ(kernel);
  const parts = partsOf(key);
  const row = (fill: (data: Float32Array) => Float32Array) => ({ shape: [size], data: fill(new Float32Array(size)) });
  const logScale = new Float32Array(mean.data.length).fill(Math.log(initialScale * priorScale));
  return {
    [parts.mean]: { shape: mean.shape, data: mean.data.slice() },
    [parts.logScale]: { shape: mean.shape, data: logScale },
    [parts.zMean]: row((data) => data.fill(1)),
    [parts.zLogScale]: row((data) => data.fill(Math.log(0.1))),
    [parts.project]: row((data) => fillNormals(data, stream, 1 / Math.sqrt(size))),
    [parts.rMean]: row((data) => fillNormals(data, stream, 0.1)),
    [parts.rLogVariance]: row((data) => fillNormals(data, stream, 0.1)),
    ...newFlow(parts.forward, size, steps, hidden, seed, number, 1),
    ...newFlow(parts.backward, size, steps, hidden, seed, number, 2),
  };
}

/** One draw of a kernel with what its gradients need. */
export interface DrawnKernel {
  weights: Float32Array;
  z: Flowed;
  zNoise: Float32Array;
  noise: Float32Array;
  sigma: Float32Array;
}

/**
 * W = z ∘ M + σ ∘ ε with z = flow( μ_z + σ_z ∘ ε_z ); σ never exceeds the deviation of the prior.
 *
 * @param noise [rows·columns] and [size of z] standard normal numbers
 */
export function drawKernel(state: State, kernel: Kernel, zNoise: Float32Array, noise: Float32Array): DrawnKernel {
  const parts = partsOf(kernel.key);
  const [zMean, zLogScale] = [state[parts.zMean]!.data, state[parts.zLogScale]!.data];
  const z0 = zNoise.map((e, i) => zMean[i]! + Math.exp(zLogScale[i]!) * e);
  const z = flow(state, parts.forward, kernel.steps, z0);
  const [mean, logScale] = [state[parts.mean]!.data, state[parts.logScale]!.data];
  const weights = new Float32Array(mean.length);
  const sigma = new Float32Array(mean.length);
  forEachWeight(kernel, (at, i) => {
    sigma[at] = Math.min(kernel.priorScale, Math.exp(logScale[at]!));
    weights[at] = z.output[i]! * mean[at]! + sigma[at]! * noise[at]!;
  });
  return { weights, z, zNoise, noise, sigma };
}

/** Visits every weight with its place in z and across it. */
function forEachWeight(
  { rows, columns, axis }: Kernel,
  visit: (at: number, along: number, across: number) => void,
): void {
  let at = 0;
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++, at++) {
      if (axis === 'rows') visit(at, r, c);
      else visit(at, c, r);
    }
}

/**
 * The KL of one kernel at a draw, and all its gradients.
 *
 *     KL( N(zM, σ²) ‖ N(0, s²) ) + ln q(z) − ln r(z|W)
 *     ln q(z) = ln N(z₀) − ln|det q|      ln r(z|W) = ln N( z_b; a·b₁, exp(a·b₂) ) + ln|det r|
 *     z_b = flow_r(z)      a = mean tanh(cᵀW)
 *
 * @param ofWeights gradient of the loss with respect to W; what W gets through r is added in place
 * @param share of the KL in the loss
 * @param gradients to which those of the kernel's parameters are added
 * @returns the KL at this draw in nats
 * @source Louizos and Welling 2017, arXiv:1703.01961, eqs. 5–11. Departure: convolutions use tanh in r as dense layers do
 */
export function kernelGradients(
  state: State,
  kernel: Kernel,
  drawn: DrawnKernel,
  ofWeights: Float32Array,
  share: number,
  gradients: Record<string, Float32Array>,
): number {
  const parts = partsOf(kernel.key);
  const { z, zNoise, noise, sigma, weights } = drawn;
  const ofZ = new Float32Array(zNoise.length);
  let kl = auxiliary(state, kernel, weights, z.output, share, ofWeights, ofZ, gradients);
  const mean = state[parts.mean]!.data;
  const [ofMean, ofLogScale] = [new Float32Array(mean.length), new Float32Array(mean.length)];
  const precision = 1 / kernel.priorScale ** 2;
  const logPrior = Math.log(kernel.priorScale);
  forEachWeight(kernel, (at, i) => {
    const [factor, m, s, g] = [z.output[i]!, mean[at]!, sigma[at]!, ofWeights[at]!];
    const pull = share * factor * m * precision;
    ofMean[at] = g * factor + pull * factor;
    ofLogScale[at] = g * s * noise[at]! + share * (s * s * precision - 1);
    ofZ[i] = ofZ[i]! + g * m + pull * m;
    kl += 0.5 * ((s * s + (factor * m) ** 2) * precision - 1) - Math.log(s) + logPrior;
  });
  const ofStart = flowBackward(state, parts.forward, z, ofZ, -share, gradients);
  const zLogScale = state[parts.zLogScale]!.data;
  gradients[parts.mean] = ofMean;
  gradients[parts.logScale] = ofLogScale;
  gradients[parts.zMean] = ofStart;
  gradients[parts.zLogScale] = ofStart.map((g, i) => g * Math.exp(zLogScale[i]!) * zNoise[i]! - share);
  for (let i = 0; i < zNoise.length; i++) kl -= zLogScale[i]! + 0.5 * zNoise[i]! ** 2;
  return kl - z.logDet;
}

/** −ln r(z|W) without its ½ ln 2π, which ln q(z) has too. Adds to the gradients of W and z. */
function auxiliary(
  state: State,
  kernel: Kernel,
  weights: Float32Array,
  z: Float32Array,
  share: number,
  ofWeights: Float32Array,
  ofZ: Float32Array,
  gradients: Record<string, Float32Array>,
): number {
  const parts = partsOf(kernel.key);
  const [project, rMean, rLog] = [parts.project, parts.rMean, parts.rLogVariance].map((key) => state[key]!.data) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  const across = other(kernel);
  const tanhs = new Float32Array(across);
  forEachWeight(kernel, (at, i, j) => {
    tanhs[j] = tanhs[j]! + project[i]! * weights[at]!;
  });
  let a = 0;
  for (let j = 0; j < across; j++) {
    tanhs[j] = Math.tanh(tanhs[j]!);
    a += tanhs[j]! / across;
  }
  const back = flow(state, parts.backward, kernel.steps, z);
  const size = z.length;
  const [ofBack, ofRMean, ofRLog] = [new Float32Array(size), new Float32Array(size), new Float32Array(size)];
  let [value, ofA] = [-back.logDet, 0];
  for (let i = 0; i < size; i++) {
    const logVariance = a * rLog[i]!;
    const gap = back.output[i]! - a * rMean[i]!;
    const pull = gap * Math.exp(-logVariance);
    value += 0.5 * (logVariance + gap * pull);
    const ofLog = 0.5 * (1 - gap * pull);
    ofBack[i] = share * pull;
    ofRMean[i] = -share * pull * a;
    ofRLog[i] = share * ofLog * a;
    ofA += share * (ofLog * rLog[i]! - pull * rMean[i]!);
  }
  const ofInput = flowBackward(state, parts.backward, back, ofBack, -share, gradients);
  for (let i = 0; i < size; i++) ofZ[i] = ofZ[i]! + ofInput[i]!;
  const ofProject = new Float32Array(size);
  forEachWeight(kernel, (at, i, j) => {
    const g = (ofA / across) * (1 - tanhs[j]! ** 2);
    ofProject[i] = ofProject[i]! + g * weights[at]!;
    ofWeights[at] = ofWeights[at]! + g * project[i]!;
  });
  gradients[parts.project] = ofProject;
  gradients[parts.rMean] = ofRMean;
  gradients[parts.rLogVariance] = ofRLog;
  return value;
}
