import { z } from 'zod';
import type { LayerPlace } from '../networks/network.js';

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
