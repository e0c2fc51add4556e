import { z } from 'zod';
import { CoreError } from '../errors.js';
import { parseOptions } from '../options.js';
import { registry } from '../registry.js';
import { sizeOf } from '../tensors/state.js';
import type { LayerSpec } from './layers/index.js';
import { type Network, outputsOf } from './network.js';

/** What the ends of a network have to fit. */
export interface NetworkShape {
  inputShape: number[];
  /** Features are bytes of 0 … 255, which become 0 … 1; others are standardised. */
  isPixels: boolean;
}

/** The end of a network for a likelihood: units of its last dense layer, and what comes after it. */
export interface Head {
  units: number;
  layers: LayerSpec[];
}

/** A network that can be chosen by its id. */
export interface Preset<Options extends z.ZodType = z.ZodType> {
  id: string;
  title: string;
  description: string;
  source: string;
  options: Options;
  build(options: z.infer<Options>, shape: NetworkShape & { outputs: number }): Network;
}

/** The cast forgets the type of the options, which only the preset's own schema produces. */
const definePreset = <Options extends z.ZodType>(preset: Preset<Options>): Preset => preset as unknown as Preset;

/** Bytes of 0 … 255 become 0 … 1; other features get mean 0 and deviation 1 over the records of the fit. */
const rescaled = (isPixels: boolean): LayerSpec[] =>
  isPixels ? [{ type: 'rescale', scale: 1 / 255, shift: 0 }] : [{ type: 'standardize' }];
const rate = z.number().min(0).max(0.95);

/**
 * The network of Gal et al. 2017 for MNIST: 32C4-32C4-MaxPool2-Dropout.25-128-Dropout.5-C.
 *
 * @source Gal, Islam, Ghahramani 2017, arXiv:1703.02910, section 5
 */
const galCnn = definePreset({
  id: 'gal-cnn',
  title: 'CNN of Gal et al.',
  description: 'Two convolutions, pooling and a dense layer: for pictures of up to 64 × 64 pixels.',
  source: 'arXiv:1703.02910',
  options: z.object({
    filters: z.int().min(1).max(512).default(32).describe('Filters of each convolution'),
    kernel: z.int().min(1).max(11).default(4).describe('Side of their kernels'),
    units: z.int().min(1).max(8_192).default(128).describe('Units of the dense layer'),
    featureDropout: rate.default(0.25).describe('Dropout rate after pooling'),
    denseDropout: rate.default(0.5).describe('Dropout rate before the last layer'),
  }),
  build: ({ filters, kernel, units, featureDropout, denseDropout }, { inputShape, outputs, isPixels }) => {
    if (inputShape.length !== 3) {
      throw new CoreError(
        'shape_mismatch',
        `This network takes pictures [height, width, channels], not records of shape [${inputShape}].`,
      );
    }
    return {
      inputShape,
      layers: [
        ...rescaled(isPixels),
        { type: 'conv2d', filters, kernel },
        { type: 'relu' },
        { type: 'conv2d', filters, kernel },
        { type: 'relu' },
        { type: 'max-pool', size: 2 },
        { type: 'dropout', rate: featureDropout },
        { type: 'flatten' },
        { type: 'dense', units },
        { type: 'relu' },
        { type: 'dropout', rate: denseDropout },
        { type: 'dense', units: outputs },
      ],
    };
  },
});

/** A multilayer perceptron with ReLU, and dropout before every layer but the first. */
const mlp = definePreset({
  id: 'mlp',
  title: 'Multilayer perceptron',
  description: 'Dense layers: for vectors, tables and encoded texts.',
  source: 'arXiv:1506.02142',
  options: z.object({
    units: z.array(z.int().min(1).max(8_192)).max(8).default([128]).describe('Units of each hidden layer'),
    dropout: rate.default(0.5).describe('Dropout rate after each hidden layer'),
  }),
  build: ({ units, dropout }, { inputShape, outputs, isPixels }) => ({
    inputShape,
    layers: [
      ...rescaled(isPixels),
      ...(inputShape.length > 1 && sizeOf(inputShape) > 0 ? [{ type: 'flatten' as const }] : []),
      ...units.flatMap((n) => [
        { type: 'dense' as const, units: n },
        { type: 'relu' as const },
        { type: 'dropout' as const, rate: dropout },
      ]),
      { type: 'dense', units: outputs },
    ],
  }),
});

/** Every network that can be chosen, by its id. */
export const networks = registry<Preset>([galCnn, mlp]);

/**
 * Builds a network of the registry; the options are checked by its own schema.
 *
 * @param shape of one record, how many outputs there are or the head of a likelihood, and whether the features are bytes
 * @throws unknown_method, invalid_options, shape_mismatch; input_too_small where a record does not survive the layers
 */
export function buildNetwork(
  choice: { id: string; options: unknown },
  { outputs, ...shape }: NetworkShape & { outputs: number | Head },
): Network {
  const preset = networks.get(choice.id);
  const head = typeof outputs === 'number' ? { units: outputs, layers: [] } : outputs;
  const body = preset.build(parseOptions(preset, choice.options), { ...shape, outputs: head.units });
  const network = { ...body, layers: [...body.layers, ...head.layers] };
  outputsOf(network);
  return network;
}
