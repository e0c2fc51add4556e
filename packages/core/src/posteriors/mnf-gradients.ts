import { placesOf } from '../networks/network.js';
import { fillNormals, type Random } from '../tensors/random.js';
import type { State } from '../tensors/state.js';
import { gradientsOf } from './gradients.js';
import { type DrawnKernel, drawKernel, kernelGradients } from './mnf-kernel.js';
import { type Kernel, partsOf } from './mnf-parts.js';
import type { Problem } from './posterior.js';
import type { Step } from './training.js';

/** A tensor with independent Gaussians: a bias or a gain. */
export interface Single {
  key: string;
  priorMean: number;
  priorScale: number;
}

/** Standard normal numbers for every weight, and for z of every kernel. */
export function noiseFor(state: State, kernels: Kernel[], singles: Single[], stream: Random) {
  const noise: Record<string, Float32Array> = {};
  for (const { key } of [...kernels, ...singles]) {
    noise[key] = fillNormals(new Float32Array(state[partsOf(key).mean]!.data.length), stream);
  }
  for (const { key } of kernels) {
    noise[partsOf(key).zMean] = fillNormals(new Float32Array(state[partsOf(key).zMean]!.data.length), stream);
  }
  return noise;
}

/** One draw's loss with all gradients: `share` is the weight of the KL. */
export function mnfGradients(
  problem: Pick<Problem, 'network' | 'likelihood'>,
  state: State,
  {
    kernels,
    singles,
    noise,
    step,
    share,
  }: {
    kernels: Kernel[];
    singles: Single[];
    noise: Record<string, Float32Array>;
    step: Pick<Step, 'features' | 'labels' | 'weights'>;
    share: number;
  },
) {
  const sampled: State = {};
  const drawn = new Map<string, DrawnKernel>();
  for (const kernel of kernels) {
    const own = drawKernel(state, kernel, noise[partsOf(kernel.key).zMean]!, noise[kernel.key]!);
    drawn.set(kernel.key, own);
    sampled[kernel.key] = { shape: state[partsOf(kernel.key).mean]!.shape, data: own.weights };
  }
  for (const { key } of singles) {
    const { shape, data: mean } = state[partsOf(key).mean]!;
    const logScale = state[partsOf(key).logScale]!.data;
    const data = new Float32Array(mean.length);
    for (let i = 0; i < data.length; i++) data[i] = mean[i]! + Math.exp(logScale[i]!) * noise[key]![i]!;
    sampled[key] = { shape, data };
  }
  for (const { weights } of placesOf(problem.network)) for (const { key } of weights) sampled[key] ??= state[key]!;
  const result = gradientsOf(problem, sampled, step, { isTraining: true });
  const gradients: Record<string, Float32Array> = {};
  let kl = 0;
  for (const kernel of kernels) {
    kl += kernelGradients(state, kernel, drawn.get(kernel.key)!, result.gradients[kernel.key]!, share, gradients);
  }
  for (const single of singles)
    kl += singleGradients(state, single, noise[single.key]!, result.gradients[single.key]!, share, gradients);
  for (const [key, gradient] of Object.entries(result.gradients))
    if (!state[partsOf(key).mean]) gradients[key] = gradient;
  return { loss: result.loss, kl, gradients, statistics: result.statistics };
}

function singleGradients(
  state: State,
  { key, priorMean, priorScale }: Single,
  noise: Float32Array,
  gradient: Float32Array,
  share: number,
  gradients: Record<string, Float32Array>,
): number {
  const parts = partsOf(key);
  const [mean, logScale] = [state[parts.mean]!.data, state[parts.logScale]!.data];
  const precision = 1 / priorScale ** 2;
  const logPrior = Math.log(priorScale);
  const [ofMean, ofLogScale] = [new Float32Array(mean.length), new Float32Array(mean.length)];
  let kl = 0;
  for (let i = 0; i < mean.length; i++) {
    const s = Math.exp(logScale[i]!);
    const gap = mean[i]! - priorMean;
    ofMean[i] = gradient[i]! + share * gap * precision;
    ofLogScale[i] = gradient[i]! * s * noise[i]! + share * (s * s * precision - 1);
    kl += 0.5 * ((s * s + gap * gap) * precision - 1) - logScale[i]! + logPrior;
  }
  gradients[parts.mean] = ofMean;
  gradients[parts.logScale] = ofLogScale;
  return kl;
}
