import { z } from 'zod';
import { activated, definePreset, denseEnd, denseOptions, rate, rescaled } from './preset.js';

/**
 * The network of Gal et al. 2017 for MNIST: 32C4-32C4-MaxPool2-Dropout.25-128-Dropout.5-C. Normalisation is not in the
 * paper, and off unless asked for.
 *
 * @source Gal, Islam, Ghahramani 2017, arXiv:1703.02910, section 5
 */
export const galCnn = definePreset({
  id: 'gal-cnn',
  title: 'CNN of Gal et al.',
  description: 'Two convolutions, pooling and a dense layer: for pictures of up to 64 × 64 pixels.',
  source: 'arXiv:1703.02910',
  takes: 'pictures',
  options: z.object({
    filters: z.int().min(1).max(512).default(32).describe('Filters of each convolution'),
    kernel: z.int().min(1).max(11).default(4).describe('Side of their kernels'),
    featureDropout: rate.default(0.25).describe('Dropout rate after pooling'),
    ...denseOptions('none'),
  }),
  build: ({ filters, kernel, featureDropout, ...dense }, { inputShape, outputs, scale }) => {
    return {
      inputShape,
      layers: [
        ...rescaled(scale, inputShape),
        ...activated({ type: 'conv2d', filters, kernel }, dense.normalization),
        ...activated({ type: 'conv2d', filters, kernel }, dense.normalization),
        { type: 'max-pool', size: 2 },
        { type: 'dropout', rate: featureDropout },
        ...denseEnd(dense, outputs),
      ],
    };
  },
});
