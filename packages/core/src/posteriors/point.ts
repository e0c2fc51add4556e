import { z } from 'zod';
import { placesOf } from '../networks/network.js';
import { random } from '../tensors/random.js';
import type { State } from '../tensors/state.js';
import { STREAMS } from '../tensors/streams.js';
import { adam } from './adam.js';
import { gradientsOf } from './gradients.js';
import type { FitRun, Problem } from './posterior.js';
import { type Learner, startingState, trainingOptions } from './training.js';

/** Share of a new minibatch in the running statistics of batch normalisation, once there have been enough of them. */
const MOMENTUM = 0.1;

/** Options of a fit of single weights. */
export const pointOptions = (learningRate: number) => ({
  ...trainingOptions(learningRate),
  weightDecay: z
    .number()
    .min(0)
    .default(0.5)
    .describe('λ of the penalty λ/(2N)·‖W‖², the precision of the weights’ prior: large N, small penalty'),
});

/** What a fit of single weights may have besides. */
export interface PointRun extends FitRun {
  options: { weightDecay: number };
  /** Step of adversarial training in the units of each feature. */
  adversarial?: Float32Array;
  /** Adds its gradients in the place of weight decay. */
  penalize?(gradients: Record<string, Float32Array>, weights: State, total: number): void;
}

/**
 * Learns one network by Adam: likelihood, dropout where the network has it, and a penalty on the kernels. Biases are not
 * decayed. What MAP, MC dropout, ensembles, SWAG and Laplace begin with.
 */
export function pointLearner(problem: Problem, run: PointRun): Learner & { weights: State } {
  const weights = startingState(problem, run);
  const update = adam(weights);
  const masks = random(run.seed, STREAMS.trainingMasks);
  const adversarial = run.adversarial ? { adversarial: run.adversarial } : {};
  return {
    weights,
    step({ total, rate, ...batch }) {
      const result = gradientsOf(problem, weights, batch, { random: masks, isTraining: true, ...adversarial });
      if (run.penalize) run.penalize(result.gradients, weights, total);
      else decay(result.gradients, problem, weights, run.options.weightDecay / total);
      update(result.gradients, rate);
      follow(weights, result.statistics);
      return result.loss;
    },
    centre: () => weights,
    state: () => weights,
  };
}

/** Minibatches that each running statistic has followed. */
const followed = new WeakMap<Float32Array, number>();

/**
 * Moves running statistics towards those of a minibatch, in place. The first minibatch takes the place of what was there,
 * and up to the tenth all count alike: after a short fit the statistics are those of the data, not those they began with.
 *
 *     m ← m + max(0.1, 1/t) · (m_t − m),   t = 1, 2, …
 *
 * @param weights holds the same arrays throughout a fit: the count t goes with them
 */
export function follow(weights: State, statistics: Record<string, Float32Array>): void {
  for (const [key, values] of Object.entries(statistics)) {
    const { data } = weights[key]!;
    const count = (followed.get(data) ?? 0) + 1;
    followed.set(data, count);
    const share = Math.max(MOMENTUM, 1 / count);
    for (let i = 0; i < data.length; i++) data[i] = data[i]! + share * (values[i]! - data[i]!);
  }
}

/** Adds the gradient of λ/(2N)·‖W‖² of the kernels. */
export function decay(
  gradients: Record<string, Float32Array>,
  { network }: Pick<Problem, 'network'>,
  weights: State,
  coefficient: number,
): void {
  if (coefficient === 0) return;
  for (const { key, fanIn } of placesOf(network).flatMap((place) => place.weights)) {
    if (fanIn === 0) continue;
    const { data } = weights[key]!;
    const gradient = gradients[key]!;
    for (let i = 0; i < data.length; i++) gradient[i] = gradient[i]! + coefficient * data[i]!;
  }
}
