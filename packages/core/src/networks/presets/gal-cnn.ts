import { z } from 'zod';
import { ABOUT_NORMALIZATION, activated, definePreset, normalization, rate, rescaled } from './preset.js';

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
    units: z.int().min(1).max(8_192).default(128).describe('Units of the dense layer'),
    featureDropout: rate.default(0.25).describe('Dropout rate after pooling'),
    denseDropout: rate.default(0.5).describe('Dropout rate before the last layer'),
    normalization: normalization.default('none').describe(ABOUT_NORMALIZATION),
  }),
  build: (
    { filters, kernel, units, featureDropout, denseDropout, normalization: norm },
    { inputShape, outputs, scale },
  ) => {
    return {
      inputShape,
      layers: [
        ...rescaled(scale, inputShape),
        ...activated({ type: 'conv2d', filters, kernel }, norm),
        ...activated({ type: 'conv2d', filters, kernel }, norm),
        { type: 'max-pool', size: 2 },
        { type: 'dropout', rate: featureDropout },
        { type: 'flatten' },
        ...activated({ type: 'dense', units }, norm),
        { type: 'dropout', rate: denseDropout },
        { type: 'dense', units: outputs },
      ],
    };
  },
});
