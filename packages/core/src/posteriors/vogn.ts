import { z } from 'zod';
import { EVERY_LIKELIHOOD } from '../suitable.js';
import { fillNormals, random } from '../tensors/random.js';
import type { State } from '../tensors/state.js';
import { STREAMS } from '../tensors/streams.js';
import { adam } from './adam.js';
import { learnedOf, meanFieldDraws } from './drawn-layers.js';
import { averageOf, gradientsOf, type LossGradients, type Minibatch } from './gradients.js';
import { follow } from './point.js';
import { definePosterior, type FitRun, type Problem } from './posterior.js';
import { priorOptions, priorScaleOf, temperatureOf, temperatureOption, trainDrawsOption } from './prior.js';
import { type Learner, startingState, train, trainingOptions } from './training.js';

const precisionOf = (key: string) => `${key}.precision`;

const options = z.object({
  ...trainingOptions(0.05),
  ...priorOptions,
  ...temperatureOption,
  variant: z
    .enum(['vogn', 'vadam'])
    .default('vogn')
    .describe(
      'VOGN: curvature from the squares of each record’s gradient. Vadam: from the square of the minibatch’s mean',
    ),
  momentum: z.number().min(0).lt(1).default(0.9).describe('β₁, share of earlier steps in the direction'),
  precisionDecay: z.number().gt(0).lt(1).default(0.99).describe('β₂, share of earlier steps in the precision'),
  initialPrecision: z
    .number()
    .positive()
    .default(100)
    .describe(
      'First precision of the weights in multiples of the prior’s / √T: large, or the noise drowns the first lessons',
    ),
  ...trainDrawsOption,
});
type Options = z.infer<typeof options>;

/**
 * Variational online Gauss–Newton: a natural-gradient step on a mean-field Gaussian N(μ, 1/S) that needs no second set of
 * parameters. With θ = μ + ε/√S, mean loss ℓ over N labels and prior precision λ (N/T in the place of N where the posterior
 * is a cold one, see `temperatureOf`):
 *
 *     ĥ = N · mean_i g_i²      S ← β₂ S + (1 − β₂)(ĥ + λ)
 *     m ← β₁ m + (1 − β₁)(N ∇ℓ + λ μ)      μ ← μ − α · m̂ / S
 *
 * g_i is the gradient of record i alone, computed exactly for every layer. Vadam takes the square of the minibatch's
 * gradient in its place, and the root of S in the step, as Adam does:
 *
 *     s ← β₂ s + (1 − β₂) ḡ²      μ ← μ − α · m̂ / (√ŝ + λ/N)      S = N ŝ + λ
 *
 * m̂ is corrected for its start at zero. Dropout layers are off. Where the model is wrong, squared gradients are not the
 * curvature, and the variances are off.
 *
 * @source Osawa et al. 2019, arXiv:1906.02506; Khan et al. 2018, arXiv:1806.04854 (Vadam: figure 1)
 */
export const vogn = definePosterior({
  id: 'vogn',
  title: 'VOGN',
  description:
    'Each weight has a mean and a precision, which follows from how much single records pull at it. With fewer labels than weights its prior is toned down.',
  source: 'arXiv:1906.02506',
  likelihoods: EVERY_LIKELIHOOD,
  disagrees: 'always',
  options,
  fit: (problem, run) => train(problem, run, (own) => learnerOf(own, run)),
  draw: (network, state, samples, seed) =>
    meanFieldDraws(network, state, samples, seed, (key) =>
      Float64Array.from(state[precisionOf(key)]!.data, (precision) => 1 / Math.sqrt(precision)),
    ),
});

/** A tensor with a distribution, its running averages, and the precision of its prior. */
interface Weight {
  key: string;
  prior: number;
  priorMean: number;
  mean: Float32Array;
  precision: Float32Array;
  momentum: Float32Array;
  /** ŝ of Vadam. */
  squares: Float32Array;
}

function learnerOf(problem: Problem, run: FitRun & { options: Options }): Learner {
  const { options: chosen } = run;
  const state = startingState(problem, run);
  const temperature = temperatureOf(chosen, problem);
  const weights = learnedOf(problem.network).map(({ key, fanIn, initial, shape }): Weight => {
    const prior = 1 / priorScaleOf({ fanIn }, chosen) ** 2;
    const { data: mean } = state[key]!;
    // The root of T: without it the first steps of a cold posterior are far too long, with all of T they creep.
    const first = (prior * chosen.initialPrecision) / Math.sqrt(temperature);
    const precision = run.from?.[precisionOf(key)]?.data.slice() ?? new Float32Array(mean.length).fill(first);
    state[precisionOf(key)] = { shape, data: precision };
    const [momentum, squares] = [new Float32Array(mean.length), new Float32Array(mean.length)];
    return { key, prior, priorMean: initial, mean, precision, momentum, squares };
  });
  const points = adam(state);
  const stream = random(run.seed, STREAMS.vognNoise);
  const isLearned = new Set(weights.map(({ key }) => key));
  const sampled: State = { ...state };
  for (const { key, mean } of weights) sampled[key] = { shape: state[key]!.shape, data: new Float32Array(mean.length) };
  let steps = 0;
  return {
    step({ rate, total, ...batch }) {
      const mean = averaged(problem, weights, sampled, batch, stream, chosen);
      steps++;
      for (const weight of weights) {
        const gradient = mean.gradients[weight.key]!;
        const own = { weight, gradient, total: total / temperature, rate, steps };
        if (chosen.variant === 'vogn') vognStep({ ...own, squares: mean.squares[weight.key]! }, chosen);
        else vadamStep(own, chosen);
      }
      // What is a single number, such as the noise of a regression, goes its way by Adam.
      points(Object.fromEntries(Object.entries(mean.gradients).filter(([key]) => !isLearned.has(key))), rate);
      follow(state, mean.statistics);
      return mean.loss;
    },
    centre: () => state,
    state: () => state,
  };
}

/** Gradients, and the mean over the records of their squared gradients, averaged over draws of the weights. */
function averaged(
  problem: Problem,
  weights: Weight[],
  sampled: State,
  batch: Minibatch,
  stream: ReturnType<typeof random>,
  { trainDraws, variant }: Options,
): LossGradients {
  const result = averageOf(trainDraws, () => {
    for (const { key, prior, mean, precision } of weights) {
      const { data } = sampled[key]!;
      const widest = 1 / Math.sqrt(prior);
      fillNormals(data, stream);
      for (let i = 0; i < data.length; i++) {
        data[i] = mean[i]! + data[i]! * Math.min(widest, 1 / Math.sqrt(precision[i]!));
      }
    }
    return gradientsOf(problem, sampled, batch, { isTraining: true, squares: variant === 'vogn' });
  });
  const { count } = batch.features;
  for (const values of Object.values(result.squares))
    for (let i = 0; i < values.length; i++) values[i] = values[i]! / count;
  return result;
}

/** What one step of one tensor is taken with. */
export interface StepOf {
  weight: Weight;
  /** Of the mean loss. */
  gradient: Float32Array;
  /** Labels of the fit. */
  total: number;
  rate: number;
  /** Steps so far, this one among them. */
  steps: number;
}

/**
 * One step of VOGN on one tensor, in place.
 *
 * @param squares mean over the records of the squares of each one's gradient
 */
export function vognStep(
  { weight, gradient, squares, total, rate, steps }: StepOf & { squares: Float32Array },
  { momentum: beta1, precisionDecay: beta2 }: Pick<Options, 'momentum' | 'precisionDecay'>,
): void {
  const { prior, priorMean, mean, precision, momentum } = weight;
  const correction = 1 - beta1 ** steps;
  for (let i = 0; i < mean.length; i++) {
    const s = beta2 * precision[i]! + (1 - beta2) * (total * squares[i]! + prior);
    const m = beta1 * momentum[i]! + (1 - beta1) * (total * gradient[i]! + prior * (mean[i]! - priorMean));
    precision[i] = s;
    momentum[i] = m;
    mean[i] = mean[i]! - (rate * m) / correction / s;
  }
}

/** One step of Vadam on one tensor, in place. */
export function vadamStep(
  { weight, gradient, total, rate, steps }: StepOf,
  { momentum: beta1, precisionDecay: beta2 }: Pick<Options, 'momentum' | 'precisionDecay'>,
): void {
  const { prior, priorMean, mean, precision, momentum, squares } = weight;
  const share = prior / total;
  const first = 1 - beta1 ** steps;
  const second = 1 - beta2 ** steps;
  for (let i = 0; i < mean.length; i++) {
    const g = gradient[i]!;
    const m = beta1 * momentum[i]! + (1 - beta1) * (g + share * (mean[i]! - priorMean));
    const s = beta2 * squares[i]! + (1 - beta2) * g * g;
    momentum[i] = m;
    squares[i] = s;
    mean[i] = mean[i]! - (rate * m) / first / (Math.sqrt(s / second) + share);
    precision[i] = (total * s) / second + prior;
  }
}
