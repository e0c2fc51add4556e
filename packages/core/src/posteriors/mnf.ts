import { z } from 'zod';
import { type LayerPlace, type Network, placesOf } from '../networks/network.js';
import { EVERY_LIKELIHOOD } from '../suitable.js';
import { fillNormals, random } from '../tensors/random.js';
import { type State, sizeOf } from '../tensors/state.js';
import { STREAMS } from '../tensors/streams.js';
import { adam } from './adam.js';
import { drawEach, drawsFrom, learnedOf } from './drawn-layers.js';
import { flow } from './flow.js';
import { mnfGradients, noiseFor, type Single } from './mnf-gradients.js';
import { drawKernel, newKernel } from './mnf-kernel.js';
import { type Kernel, partsOf } from './mnf-parts.js';
import { follow } from './point.js';
import { definePosterior, type FitRun, type Problem } from './posterior.js';
import {
  type PriorOptions,
  priorOptions,
  priorScaleOf,
  temperatureOf,
  temperatureOption,
  warmthOf,
  warmUpOption,
} from './prior.js';
import { type Learner, startingState, train, trainingOptions } from './training.js';

const options = z.object({
  ...trainingOptions(0.003),
  ...priorOptions,
  flows: z
    .int()
    .min(0)
    .max(16)
    .default(2)
    .describe('Steps of the flow that shapes z, and of the one that guesses it back'),
  hidden: z.int().min(1).max(1_024).default(50).describe('Hidden units of each step'),
  initialScale: z
    .number()
    .positive()
    .max(1)
    .default(0.05)
    .describe('First deviation of the weights, as a share of the prior’s'),
  zScale: z.number().positive().max(1).default(0.1).describe('First deviation of z, whose mean is 1'),
  ...warmUpOption,
  ...temperatureOption,
});
type Options = z.infer<typeof options>;

/**
 * Multiplicative normalizing flows: the rows of a dense kernel, or the filters of a convolution, are multiplied by a random
 * vector z that a flow shapes, so that weights vary together.
 *
 *     W = z ∘ M + σ ∘ ε,   z = flow(z₀)
 *
 * Biases and gains have Gaussians of their own; dropout layers are off. Departure from the paper and its code: z and ε
 * are drawn on the weights, once a minibatch in training and once a draw afterwards, not once a record, which gives joint
 * predictions; σ is kept below the deviation of the prior; r(z|W) sees more (see `auxiliary`), and the prior grows to its
 * weight over the fit, which is T of `temperatureOf`.
 *
 * @source Louizos and Welling 2017, arXiv:1703.01961
 */
export const mnf = definePosterior({
  id: 'mnf',
  title: 'Multiplicative normalizing flows',
  description:
    'Each weight has a deviation of its own, and whole inputs and filters vary together as a flow has learned. With fewer labels than weights its prior is toned down.',
  source: 'arXiv:1703.01961',
  likelihoods: EVERY_LIKELIHOOD,
  disagrees: 'always',
  options,
  fit: (problem, run) => train(problem, run, (own) => learnerOf(own, run)),
  draw(network, state, samples, seed, chosen) {
    const kernels = new Map(kernelsOf(network, chosen).map((kernel) => [kernel.key, kernel]));
    const drawn = drawEach(network, samples, seed, (key, stream, into) => {
      const kernel = kernels.get(key);
      fillNormals(into, stream);
      if (kernel) {
        const zNoise = fillNormals(new Float32Array(state[partsOf(key).zMean]!.data.length), stream);
        into.set(drawKernel(state, kernel, zNoise, into.slice()).weights);
        return;
      }
      const [mean, logScale] = [state[partsOf(key).mean]!.data, state[partsOf(key).logScale]!.data];
      for (let i = 0; i < into.length; i++) into[i] = mean[i]! + Math.exp(logScale[i]!) * into[i]!;
    });
    return drawsFrom(network, state, samples, drawn);
  },
});

const isKernel = ({ spec }: LayerPlace, weight: LayerPlace['weights'][number]) =>
  (spec.type === 'dense' || spec.type === 'conv2d') && weight.fanIn > 0;

/** The kernels that z multiplies. */
export function kernelsOf(network: Network, { flows, ...prior }: PriorOptions & { flows: number }): Kernel[] {
  return placesOf(network).flatMap((place) =>
    place.weights
      .filter((weight) => isKernel(place, weight))
      .map((weight) => {
        const columns = weight.shape.at(-1)!;
        const rows = sizeOf(weight.shape) / columns;
        const axis = place.spec.type === 'dense' ? ('rows' as const) : ('columns' as const);
        return { key: weight.key, rows, columns, axis, priorScale: priorScaleOf(weight, prior), steps: flows };
      }),
  );
}

const singlesOf = (network: Network, kernels: Kernel[], chosen: Options): Single[] =>
  learnedOf(network)
    .filter(({ key }) => !kernels.some((kernel) => kernel.key === key))
    .map((weight) => ({ key: weight.key, priorMean: weight.initial, priorScale: priorScaleOf(weight, chosen) }));

function learnerOf(problem: Problem, run: FitRun & { options: Options }): Learner {
  const { options: chosen, seed, from } = run;
  const { network } = problem;
  const weights = startingState(problem, run);
  const temperature = temperatureOf(chosen, problem);
  const kernels = kernelsOf(network, chosen);
  const singles = singlesOf(network, kernels, chosen);
  const state: State = {};
  kernels.forEach((kernel, k) => {
    const stream = random(seed, STREAMS.mnfFirst, k);
    Object.assign(state, newKernel(kernel, weights[kernel.key]!, chosen, stream, seed, k));
  });
  for (const { key, priorScale } of singles) {
    const { shape, data } = weights[key]!;
    const logScale = new Float32Array(data.length).fill(Math.log(chosen.initialScale * priorScale));
    state[partsOf(key).mean] = { shape, data: data.slice() };
    state[partsOf(key).logScale] = { shape, data: logScale };
  }
  for (const [key, { shape, data }] of Object.entries(from ?? {}))
    if (`${state[key]?.shape}` === `${shape}`) state[key] = { shape, data: data.slice() };
  for (const key of Object.keys(weights)) if (!state[partsOf(key).mean]) state[key] = weights[key]!;
  const update = adam(state);
  const stream = random(seed, STREAMS.mnfNoise);
  let warmth = 0;
  return {
    step(step) {
      warmth = warmthOf(step, chosen);
      const noise = noiseFor(state, kernels, singles, stream);
      const { loss, gradients, statistics } = mnfGradients(problem, state, {
        kernels,
        singles,
        noise,
        step,
        share: (warmth * temperature) / step.total,
      });
      update(gradients, step.rate);
      follow(state, statistics);
      return loss;
    },
    centre: () => centreOf(weights, state, kernels, singles),
    mayEnd: () => warmth === 1, // before, the prior has not had its say
    state: () => ({ ...state, ...centreOf(weights, state, kernels, singles) }),
  };
}

/** The network with z where the flow takes the mean of z₀, and everything else at its mean. */
function centreOf(weights: State, state: State, kernels: Kernel[], singles: Single[]): State {
  const centre: State = {};
  for (const key of Object.keys(weights)) centre[key] = state[key] ?? weights[key]!;
  for (const { key } of singles) centre[key] = state[partsOf(key).mean]!;
  for (const kernel of kernels) {
    const { shape, data } = state[partsOf(kernel.key).mean]!;
    const { output } = flow(state, partsOf(kernel.key).forward, kernel.steps, state[partsOf(kernel.key).zMean]!.data);
    const { rows, columns, axis } = kernel;
    const centred = new Float32Array(data.length);
    for (let r = 0, at = 0; r < rows; r++)
      for (let c = 0; c < columns; c++, at++) centred[at] = data[at]! * output[axis === 'rows' ? r : c]!;
    centre[kernel.key] = { shape, data: centred };
  }
  return centre;
}
