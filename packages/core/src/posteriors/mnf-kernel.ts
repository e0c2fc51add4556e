import type { Random } from '../tensors/random.js';
import type { State } from '../tensors/state.js';
import { type Flowed, flow, flowBackward, newFlow } from './flow.js';
import { auxiliary, newAuxiliary } from './mnf-auxiliary.js';
import { type Kernel, lengthsOf, partsOf } from './mnf-parts.js';

/** How a kernel begins. */
export interface FirstScales {
  /** First deviation of the weights, as a share of the prior's. */
  initialScale: number;
  /** First deviation of z₀. */
  zScale: number;
  /** Hidden units of the flows. */
  hidden: number;
}

/** First parameters: z near 1, so that the kernel begins as it would without. */
export function newKernel(
  kernel: Kernel,
  mean: State[string],
  { initialScale, zScale, hidden }: FirstScales,
  stream: Random,
  seed: number,
  ...keys: number[]
): State {
  const { key, priorScale, steps } = kernel;
  const { size } = lengthsOf(kernel);
  const parts = partsOf(key);
  const forward = newFlow(parts.forward, size, steps, hidden, seed, ...keys, 1);
  const through = (z: number) => flow(forward, parts.forward, steps, new Float32Array(size).fill(z)).output;
  const filled = (shape: number[], length: number, value: number) => ({
    shape,
    data: new Float32Array(length).fill(value),
  });
  const scale = initialScale * priorScale;
  const first = { mean: mean.data, scale, z: through(1), above: through(1 + zScale) };
  return {
    [parts.mean]: { shape: mean.shape, data: mean.data.slice() },
    [parts.logScale]: filled(mean.shape, mean.data.length, Math.log(scale)),
    [parts.zMean]: filled([size], size, 1),
    [parts.zLogScale]: filled([size], size, Math.log(zScale)),
    ...forward,
    ...newAuxiliary(kernel, hidden, first, stream, seed, ...keys, 2),
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
  const { key, rows, columns, axis, priorScale, steps } = kernel;
  const parts = partsOf(key);
  const [zMean, zLogScale] = [state[parts.zMean]!.data, state[parts.zLogScale]!.data];
  const z0 = zNoise.map((e, i) => zMean[i]! + Math.exp(zLogScale[i]!) * e);
  const z = flow(state, parts.forward, steps, z0);
  const [mean, logScale] = [state[parts.mean]!.data, state[parts.logScale]!.data];
  const [weights, sigma] = [new Float32Array(mean.length), new Float32Array(mean.length)];
  const byRow = axis === 'rows';
  for (let r = 0, at = 0; r < rows; r++)
    for (let c = 0; c < columns; c++, at++) {
      const s = Math.min(priorScale, Math.exp(logScale[at]!));
      sigma[at] = s;
      weights[at] = z.output[byRow ? r : c]! * mean[at]! + s * noise[at]!;
    }
  return { weights, z, zNoise, noise, sigma };
}

/**
 * The KL of one kernel at a draw, and all its gradients.
 *
 *     KL( N(zM, σ²) ‖ N(0, s²) ) + ln q(z) − ln r(z|W),     ln q(z) = ln N(z₀) − ln|det q|
 *
 * @param ofWeights gradient of the loss with respect to W; it is used up
 * @param share of the KL in the loss
 * @param gradients to which those of the kernel's parameters are added
 * @returns the KL at this draw in nats
 * @source Louizos and Welling 2017, arXiv:1703.01961, eqs. 5–8
 */
export function kernelGradients(
  state: State,
  kernel: Kernel,
  drawn: DrawnKernel,
  ofWeights: Float32Array,
  share: number,
  gradients: Record<string, Float32Array>,
): number {
  const { key, rows, columns, axis, priorScale } = kernel;
  const parts = partsOf(key);
  const { z, zNoise, noise, sigma, weights } = drawn;
  const factors = z.output;
  const { value, ofZ, ofCommon, ofGuess } = auxiliary(state, kernel, { weights, z: factors }, share, gradients);
  const [mean, logScale] = [state[parts.mean]!.data, state[parts.logScale]!.data];
  const direction = state[parts.project]!.data;
  const [ofLogScale, ofDirection] = [new Float32Array(mean.length), new Float32Array(direction.length)];
  const precision = 1 / priorScale ** 2;
  const logPrior = Math.log(priorScale);
  const ofProduct = precision / lengthsOf(kernel).across;
  const byRow = axis === 'rows';
  let kl = value;
  for (let r = 0, at = 0; r < rows; r++)
    for (let c = 0; c < columns; c++, at++) {
      const i = byRow ? r : c;
      const j = byRow ? c : r;
      const w = weights[at]!;
      const factor = factors[i]!;
      const m = mean[at]!;
      const s = sigma[at]!;
      const common = ofCommon[j]!;
      const own = ofGuess[i]! * ofProduct;
      const g = ofWeights[at]! + common * direction[i]! + own * m;
      const square = s * s * precision;
      const ofCentre = g + share * factor * m * precision;
      ofLogScale[at] = g * s * noise[at]! + share * (square - 1);
      ofZ[i] = ofZ[i]! + ofCentre * m;
      ofWeights[at] = ofCentre * factor + own * w;
      ofDirection[i] = ofDirection[i]! + common * w;
      kl += 0.5 * (square + factor * m * factor * m * precision - 1) + Math.max(0, logPrior - logScale[at]!);
    }
  const ofStart = flowBackward(state, parts.forward, z, ofZ, -share, gradients);
  const zLogScale = state[parts.zLogScale]!.data;
  gradients[parts.mean] = ofWeights;
  gradients[parts.logScale] = ofLogScale;
  gradients[parts.project] = ofDirection;
  gradients[parts.zMean] = ofStart;
  gradients[parts.zLogScale] = ofStart.map((g, i) => g * Math.exp(zLogScale[i]!) * zNoise[i]! - share);
  for (let i = 0; i < zNoise.length; i++) kl -= zLogScale[i]! + 0.5 * zNoise[i]! ** 2;
  return kl - z.logDet;
}
