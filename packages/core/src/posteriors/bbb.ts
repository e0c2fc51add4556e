import { z } from 'zod';
import { toTensor } from '../networks/network.js';
import { EVERY_LIKELIHOOD } from '../suitable.js';
import { fillNormals, random } from '../tensors/random.js';
import type { State } from '../tensors/state.js';
import { STREAMS } from '../tensors/streams.js';
import { adam } from './adam.js';
import { learnedOf, meanFieldDraws } from './drawn-layers.js';
import { averageOf, gradientsOf, type LossGradients } from './gradients.js';
import { localNoise } from './local-noise.js';
import { follow } from './point.js';
import { definePosterior, type FitRun, type Problem } from './posterior.js';
import {
  type PriorOptions,
  priorOptions,
  priorScaleOf,
  temperatureOf,
  temperatureOption,
  trainDrawsOption,
  warmthOf,
  warmUpOption,
} from './prior.js';
import { type Learner, type Step, startingState, train, trainingOptions } from './training.js';

const rhoOf = (key: string) => `${key}.rho`;
const softplus = (x: number) => (x > 20 ? x : Math.log1p(Math.exp(x)));
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

const options = z.object({
  ...trainingOptions(0.002),
  ...priorOptions,
  prior: z
    .enum(['gaussian', 'mixture'])
    .default('gaussian')
    .describe('A Gaussian, or a mixture of a wide and a narrow one, both around zero'),
  mixtureShare: z.number().gt(0).lt(1).default(0.5).describe('π of the mixture: share of the wide part'),
  mixtureNarrow: z
    .number()
    .gt(0)
    .lt(1)
    .default(0.0025)
    .describe('Deviation of the narrow part of the mixture, as a share of the wide one'),
  initialScale: z
    .number()
    .positive()
    .max(1)
    .default(0.05)
    .describe(
      'First deviation of the weights, as a share of the prior’s: small, or the noise drowns the first lessons',
    ),
  ...warmUpOption,
  ...temperatureOption,
  ...trainDrawsOption,
  localReparametrization: z
    .boolean()
    .default(false)
    .describe('Noise on the outputs of each layer, another for each record, instead of on the weights'),
});
type Options = z.infer<typeof options>;

/**
 * Bayes by Backprop: every weight has a Gaussian of its own, N(μ, σ²) with σ = ln(1 + e^ρ), found by minimising
 *
 *     mean_n −ln p(y_n|x_n, w) + T · KL( q(w) ‖ p(w) ) / N,   w = μ + σ·ε
 *
 * T is 1 with as many labels as weights, and less below (see `temperatureOf`). The KL is shared evenly over the
 * minibatches; for a Gaussian prior it is closed, for a mixture one draw estimates it.
 * Dropout layers of the network are off. Correlations between weights are not represented: where the data tie weights
 * together, the variances come out too small (1 / the diagonal of the precision).
 *
 * @source Blundell et al. 2015, arXiv:1505.05424
 */
export const bbb = definePosterior({
  id: 'bbb',
  title: 'Bayes by Backprop',
  description:
    'Each weight has a mean and a deviation of its own, learned together. With fewer labels than weights its prior is toned down.',
  source: 'arXiv:1505.05424',
  likelihoods: EVERY_LIKELIHOOD,
  disagrees: 'always',
  options,
  fit: (problem, run) => train(problem, run, (own) => learnerOf(own, run)),
  draw: (network, state, samples, seed) =>
    meanFieldDraws(network, state, samples, seed, (key) => Float64Array.from(state[rhoOf(key)]!.data, softplus)),
});

/** What one step needs of a tensor with a distribution. */
interface Weight {
  key: string;
  priorMean: number;
  priorScale: number;
  mean: Float32Array;
  rho: Float32Array;
  /** σ = softplus(ρ), its derivative, and this step's ε. */
  sigma: Float32Array;
  slope: Float32Array;
  noise: Float32Array;
}

function learnerOf(problem: Problem, run: FitRun & { options: Options }): Learner {
  const { options: chosen } = run;
  const state = startingState(problem, run);
  const temperature = temperatureOf(chosen, problem);
  const weights = learnedOf(problem.network).map(({ key, fanIn, initial, shape }): Weight => {
    const priorScale = priorScaleOf({ fanIn }, chosen);
    const first = Math.log(Math.expm1(chosen.initialScale * priorScale));
    const size = state[key]!.data.length;
    const rho = run.from?.[rhoOf(key)]?.data.slice() ?? new Float32Array(size).fill(first);
    state[rhoOf(key)] = { shape, data: rho };
    const [sigma, slope, noise] = [new Float32Array(size), new Float32Array(size), new Float32Array(size)];
    return { key, priorMean: initial, priorScale, mean: state[key]!.data, rho, sigma, slope, noise };
  });
  const update = adam(state);
  const stream = random(run.seed, STREAMS.bbbNoise);
  const sampled: State = { ...state };
  for (const { key } of weights)
    sampled[key] = { shape: state[key]!.shape, data: new Float32Array(state[key]!.data.length) };
  let warmth = 0;
  return {
    step(step) {
      for (const weight of weights) {
        const { rho, sigma, slope } = weight;
        for (let i = 0; i < rho.length; i++) {
          sigma[i] = softplus(rho[i]!);
          slope[i] = sigmoid(rho[i]!);
        }
      }
      const result = averageOf(chosen.trainDraws, () =>
        chosen.localReparametrization
          ? localGradients(problem, state, weights, step, stream, chosen.prior)
          : sampledGradients(problem, sampled, weights, step, stream),
      );
      warmth = warmthOf(step, chosen);
      const share = (warmth * temperature) / step.total;
      for (const weight of weights) addPrior(result.gradients, weight, chosen, share);
      update(result.gradients, step.rate);
      follow(state, result.statistics);
      return result.loss;
    },
    centre: () => state,
    mayEnd: () => warmth === 1, // before, the prior has not had its say
    state: () => state,
  };
}

/** Gradients of the mean loss with respect to μ and ρ, at w = μ + σ·ε. */
function sampledGradients(
  problem: Problem,
  sampled: State,
  weights: Weight[],
  step: Step,
  stream: ReturnType<typeof random>,
): LossGradients {
  for (const { key, mean, sigma, noise } of weights) {
    fillNormals(noise, stream);
    const { data } = sampled[key]!;
    for (let i = 0; i < data.length; i++) data[i] = mean[i]! + sigma[i]! * noise[i]!;
  }
  const result = gradientsOf(problem, sampled, step, { isTraining: true });
  for (const { key, noise, slope } of weights) {
    const gradient = result.gradients[key]!;
    const ofRho = new Float32Array(gradient.length);
    for (let i = 0; i < gradient.length; i++) ofRho[i] = gradient[i]! * noise[i]! * slope[i]!;
    result.gradients[rhoOf(key)] = ofRho;
  }
  return result;
}

/** The same by noise on the outputs; weights that no linear layer has, such as gains, stay at their means. */
function localGradients(
  problem: Problem,
  state: State,
  weights: Weight[],
  step: Step,
  stream: ReturnType<typeof random>,
  prior: Options['prior'],
): LossGradients {
  const byKey = new Map(weights.map((weight) => [weight.key, weight]));
  const variancesOf = (key: string) => {
    const { sigma } = byKey.get(key)!;
    return toTensor({ shape: state[key]!.shape, data: sigma.map((value) => value * value) });
  };
  const result = gradientsOf(problem, state, step, {
    isTraining: true,
    replace: (place, input, means) =>
      isLinear(place.spec.type)
        ? localNoise(
            place,
            input,
            means,
            place.weights.map(({ key }) => variancesOf(key)),
            stream,
          )
        : null,
  });
  for (const { key, sigma, slope, noise } of weights) {
    const ofVariance = result.variances[key];
    if (prior === 'mixture') fillNormals(noise, stream); // which is judged at a draw of the weights
    const ofRho = new Float32Array(sigma.length);
    if (ofVariance) for (let i = 0; i < ofRho.length; i++) ofRho[i] = ofVariance[i]! * 2 * sigma[i]! * slope[i]!;
    result.gradients[rhoOf(key)] = ofRho;
  }
  return result;
}

const isLinear = (type: string) => type === 'dense' || type === 'conv2d';

/** Adds `share` of the gradient of ln q(w) − ln p(w) with respect to μ and ρ. */
function addPrior(
  gradients: Record<string, Float32Array>,
  weight: Weight,
  { prior, mixtureShare, mixtureNarrow }: Options & PriorOptions,
  share: number,
): void {
  const { key, priorMean, priorScale, mean, sigma, slope, noise } = weight;
  const ofMean = gradients[key]!;
  const ofRho = gradients[rhoOf(key)]!;
  const precision = 1 / priorScale ** 2;
  if (prior === 'gaussian') {
    // KL = ln(s/σ) + (σ² + (μ − m)²) / 2s² − ½
    for (let i = 0; i < mean.length; i++) {
      ofMean[i] = ofMean[i]! + share * (mean[i]! - priorMean) * precision;
      ofRho[i] = ofRho[i]! + share * (sigma[i]! * precision - 1 / sigma[i]!) * slope[i]!;
    }
    return;
  }
  const narrow = precision / mixtureNarrow ** 2;
  const odds = Math.log((1 - mixtureShare) / mixtureShare / mixtureNarrow);
  for (let i = 0; i < mean.length; i++) {
    const gap = mean[i]! + sigma[i]! * noise[i]! - priorMean;
    // Responsibility of the narrow part, then −d ln p / dw.
    const r = sigmoid(odds - 0.5 * gap * gap * (narrow - precision));
    const slopeOfPrior = gap * (r * narrow + (1 - r) * precision);
    ofMean[i] = ofMean[i]! + share * slopeOfPrior;
    ofRho[i] = ofRho[i]! + share * (slopeOfPrior * noise[i]! - 1 / sigma[i]!) * slope[i]!;
  }
}
