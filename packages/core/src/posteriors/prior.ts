import { z } from 'zod';
import type { LayerPlace } from '../networks/network.js';
import { sizeOf } from '../tensors/state.js';
import { learnedOf } from './drawn-layers.js';
import type { Problem } from './posterior.js';
import type { Step } from './training.js';

/** Options of a Gaussian prior over the weights. */
export const priorOptions = {
  priorScale: z.number().positive().max(1_000).default(1.41).describe('Standard deviation of the prior'),
  priorScaling: z
    .enum(['fan-in', 'fixed'])
    .default('fan-in')
    .describe(
      'fan-in divides the deviation of a kernel by the root of its inputs, so that the outputs of a wide layer are as large as those of a narrow one; biases keep it',
    ),
};

/** What `priorOptions` gives. */
export type PriorOptions = z.infer<z.ZodObject<typeof priorOptions>>;

/**
 * Standard deviation of the prior of one tensor, N(initial, scale²). The default, √2 / √fan-in, is that of the first
 * weights (He et al. 2015, arXiv:1502.01852): a network drawn from it keeps the size of its activations from layer to layer.
 *
 * @source Neal 1996, Bayesian Learning for Neural Networks, section 2.1, for the scaling by the number of inputs
 */
export const priorScaleOf = (
  { fanIn }: Pick<LayerPlace['weights'][number], 'fanIn'>,
  { priorScale, priorScaling }: PriorOptions,
): number => (priorScaling === 'fan-in' && fanIn > 0 ? priorScale / Math.sqrt(fanIn) : priorScale);

/** Option of methods that learn a distribution over the weights by gradients. */
export const warmUpOption = {
  warmUp: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .describe(
      'Share of the fit over which the weight of the prior grows to 1; with its full weight from the start it puts most units out of use before the labels have spoken',
    ),
};

/**
 * Weight of the prior in a step: grows to 1 over the warm-up.
 *
 * @source Sønderby et al. 2016, arXiv:1602.02282, section 2.3
 */
export const warmthOf = ({ epoch, epochs, batch, batches }: Step, { warmUp }: { warmUp: number }): number =>
  warmUp > 0 ? Math.min(1, (epoch - 1 + (batch + 1) / batches) / epochs / warmUp) : 1;

/** Option of methods that learn from draws of the weights. */
export const trainDrawsOption = {
  trainDraws: z.int().min(1).max(100).default(1).describe('Draws of the weights a step, whose gradients are averaged'),
};

/** Option of methods whose prior speaks for every weight, however few the labels. */
export const temperatureOption = {
  temperature: z
    .union([z.literal('auto'), z.number().positive().max(1)])
    .default('auto')
    .describe(
      'T: the prior counts T-fold; 1 is Bayes’ rule. auto takes 1 where there are as many labels as weights, and (labels / weights)^¾ below, where the prior would outweigh the labels and nothing would be learned',
    ),
};

/**
 * T of a posterior that minimises  N · mean loss + T · KL( q ‖ prior ), in (0, 1]: below 1 it is a cold posterior. The KL of
 * a mean-field Gaussian is a sum over the weights, the loss one over the labels: where weights are far more, the optimum
 * is the prior itself, whatever the labels say. The power ¾ was found by measurement, between 100 and 60,000 digits.
 *
 * @source Coker et al. 2022, arXiv:2106.07052, for the collapse; Wenzel et al. 2020, arXiv:2002.02405, section 2, for T
 */
export function temperatureOf(
  { temperature }: { temperature: 'auto' | number },
  { network, features }: Problem,
): number {
  if (temperature !== 'auto') return temperature;
  const weights = learnedOf(network).reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  return Math.min(1, (features.count / weights) ** 0.75);
}
