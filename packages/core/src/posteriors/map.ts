import { z } from 'zod';
import { EVERY_LIKELIHOOD } from '../suitable.js';
import { drawsFrom } from './drawn-layers.js';
import { pointLearner, pointOptions } from './point.js';
import { definePosterior, type Problem } from './posterior.js';
import { train } from './training.js';

const options = z.object({
  ...pointOptions(0.002),
  adversarial: z
    .number()
    .min(0)
    .max(0.5)
    .default(0)
    .describe('Also trains on records moved against the model by this share of each feature’s range'),
});

/**
 * The most probable weights (maximum a posteriori): an ordinary network. It is one draw, so that draws never disagree and
 * BALD is zero everywhere; entropy still ranks. The baseline that a posterior has to beat.
 *
 * @source Bishop 2006, section 3.3
 */
export const map = definePosterior({
  id: 'map',
  title: 'Single network (MAP)',
  description: 'One ordinary network, without uncertainty about its weights: the baseline. BALD cannot rank with it.',
  source: 'Bishop 2006, section 3.3',
  likelihoods: EVERY_LIKELIHOOD,
  disagrees: 'never',
  options,
  fit: (problem, run) =>
    train(problem, run, (own) => pointLearner(own, { ...run, ...adversarialStep(own, run.options.adversarial) })),
  draw: (network, state) => drawsFrom(network, state, 1, {}),
});

/** How far adversarial records move: a share of the range of each feature over the labels. */
function adversarialStep({ features }: Problem, share: number): { adversarial?: Float32Array } {
  if (share === 0) return {};
  const size = features.data.length / features.count;
  const [low, high] = [new Float32Array(size).fill(Infinity), new Float32Array(size).fill(-Infinity)];
  for (let at = 0; at < features.data.length; at++) {
    low[at % size] = Math.min(low[at % size]!, features.data[at]!);
    high[at % size] = Math.max(high[at % size]!, features.data[at]!);
  }
  return { adversarial: high.map((value, i) => share * (value - low[i]!)) };
}
