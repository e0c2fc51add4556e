import { z } from 'zod';
import { sizeOf } from '../../tensors/state.js';
import { ABOUT_NORMALIZATION, activated, definePreset, normalization, rate, rescaled } from './preset.js';

const [NARROWEST, WIDEST] = [64, 512];
/** From this many labels on a second hidden layer has enough to learn from. */
const ENOUGH_FOR_TWO = 2_000;

/**
 * A multilayer perceptron with ReLU, and dropout before every layer but the first. Without a size of its own it takes
 * hidden layers of
 *
 *     the power of two nearest to 2·√(inputs · outputs) on a log scale, at least 64 and at most 512
 *
 * units: between the two ends, wide enough for dropout to switch half of them off. One layer up to 2,000 labels, two from
 * there. The rule is ours, chosen for few labels.
 *
 * @source dropout before every weight layer: Gal and Ghahramani 2016, arXiv:1506.02142
 */
export const mlp = definePreset({
  id: 'mlp',
  title: 'Multilayer perceptron',
  description: 'Dense layers: for vectors, tables and encoded texts.',
  source: 'arXiv:1506.02142',
  takes: 'any',
  options: z.object({
    units: z
      .union([z.literal('auto'), z.array(z.int().min(1).max(8_192)).max(8)])
      .default('auto')
      .describe(
        'Units of each hidden layer; auto takes one layer, from 2,000 labels on two, of 64 to 512 units: the power of two near 2·√(inputs·outputs)',
      ),
    dropout: rate.default(0.5).describe('Dropout rate after each hidden layer'),
    normalization: normalization.default('none').describe(ABOUT_NORMALIZATION),
  }),
  build: ({ units, dropout, normalization: norm }, { inputShape, outputs, scale, labels = 0 }) => {
    const hidden = units === 'auto' ? sizesFor(sizeOf(inputShape), outputs, labels) : units;
    return {
      inputShape,
      layers: [
        ...rescaled(scale, inputShape),
        ...(inputShape.length > 1 && sizeOf(inputShape) > 0 ? [{ type: 'flatten' as const }] : []),
        ...hidden.flatMap((n) => [
          ...activated({ type: 'dense', units: n }, norm),
          { type: 'dropout' as const, rate: dropout },
        ]),
        { type: 'dense', units: outputs },
      ],
    };
  },
});

function sizesFor(inputs: number, outputs: number, labels: number): number[] {
  const near = 2 ** Math.round(Math.log2(2 * Math.sqrt(inputs * outputs)));
  const width = Math.min(WIDEST, Math.max(NARROWEST, near));
  return labels < ENOUGH_FOR_TWO ? [width] : [width, width];
}
