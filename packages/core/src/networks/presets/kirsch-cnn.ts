import { z } from 'zod';
import type { LayerSpec } from '../layers/index.js';
import { activated, definePreset, denseEnd, denseOptions, rate, rescaled } from './preset.js';

/**
 * The network of Kirsch et al. 2019 for MNIST: 32C5-MaxPool2-64C5-MaxPool2-128-C, with dropout of whole channels behind
 * each pooling and of the dense layer. Theirs drops channels before pooling, which gives the same: a mask is nowhere
 * negative. Since also the features differ from draw to draw, BALD knows more of what the model does not know than with
 * dropout of the last layers only.
 *
 * @source Kirsch, van Amersfoort, Gal 2019, arXiv:1906.08158, appendix; channels: Tompson et al. 2015, arXiv:1411.4280
 */
export const kirschCnn = definePreset({
  id: 'kirsch-cnn',
  title: 'CNN of Kirsch et al.',
  description:
    'Two convolutions with pooling and dropout of whole channels, and a dense layer: for pictures of 16 to 64 pixels a side.',
  source: 'arXiv:1906.08158',
  takes: 'pictures',
  options: z.object({
    filters: z
      .int()
      .min(1)
      .max(512)
      .default(32)
      .describe('Filters of the first convolution; the second has twice as many'),
    kernel: z.int().min(1).max(11).default(5).describe('Side of their kernels'),
    featureDropout: rate.default(0.5).describe('Dropout rate of channels after each pooling'),
    ...denseOptions('none'),
  }),
  build: ({ filters, kernel, featureDropout, ...dense }, { inputShape, outputs, scale }) => {
    const block = (own: number): LayerSpec[] => [
      { type: 'conv2d', filters: own, kernel },
      ...activated({ type: 'max-pool', size: 2 }, dense.normalization),
      { type: 'dropout', rate: featureDropout, isByChannel: true },
    ];
    return {
      inputShape,
      layers: [...rescaled(scale, inputShape), ...block(filters), ...block(2 * filters), ...denseEnd(dense, outputs)],
    };
  },
});
