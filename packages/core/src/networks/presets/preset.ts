import { z } from 'zod';
import { CoreError } from '../../errors.js';
import type { Scale } from '../../tensors/features.js';
import { sizeOf } from '../../tensors/state.js';
import type { LayerSpec } from '../layers/index.js';
import type { Network } from '../network.js';

/** What the ends of a network have to fit, and how much there is to learn from. */
export interface NetworkShape {
  inputShape: number[];
  /** What the features are: how they are brought to one scale. */
  scale: Scale;
  /** Labels of the fit, for networks that choose their own size; left out, there are taken to be few. */
  labels?: number;
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
  /** Records that it takes: pictures are of the shape [height, width, channels]. */
  takes: 'pictures' | 'any';
  options: Options;
  build(options: z.infer<Options>, shape: NetworkShape & { outputs: number }): Network;
}

/**
 * A preset as the registry has it: one that takes pictures refuses records that are none. The cast forgets the type of the
 * options, which only the preset's own schema produces.
 */
export function definePreset<Options extends z.ZodType>(preset: Preset<Options>): Preset {
  const build: typeof preset.build = (options, shape) => {
    if (preset.takes === 'pictures') checkPictures(preset.title, shape.inputShape);
    return preset.build(options, shape);
  };
  return { ...preset, build };
}

/** A dropout rate as an option. */
export const rate = z.number().min(0).max(0.95);

/** How a network normalises, as an option. */
export const normalization = z.enum(['none', 'batch', 'layer']);
export type Normalization = z.infer<typeof normalization>;

/** Said of that option in every form. */
export const ABOUT_NORMALIZATION =
  'Before each relu: batch gives every channel mean 0 and deviation 1 over the minibatch, layer every record over all its values';

const NORMS: Record<Normalization, LayerSpec[]> = {
  none: [],
  batch: [{ type: 'batch-norm' }],
  layer: [{ type: 'layer-norm' }],
};

/** A linear layer, its normalisation, and its relu. */
export const activated = (linear: LayerSpec, own: Normalization): LayerSpec[] => [
  linear,
  ...NORMS[own],
  { type: 'relu' },
];

/**
 * Bytes of 0 … 255 become 0 … 1, and columns get mean 0 and deviation 1 over the records of the fit. Rows of length 1 are stretched
 * as a whole, to about 1 a feature: standardised one by one, a word that one of a hundred texts has would count ten times.
 */
export function rescaled(scale: Scale, inputShape: number[]): LayerSpec[] {
  if (scale === 'columns') return [{ type: 'standardize' }];
  return [{ type: 'rescale', scale: scale === 'bytes' ? 1 / 255 : Math.sqrt(sizeOf(inputShape)), shift: 0 }];
}

/** @throws shape_mismatch where records are no pictures */
function checkPictures(title: string, inputShape: number[]): void {
  if (inputShape.length === 3) return;
  throw new CoreError(
    'shape_mismatch',
    `${title} takes pictures [height, width, channels], not records of shape [${inputShape}]. Choose a multilayer perceptron for them.`,
  );
}

/** Options of the dense layer behind the convolutions, and of how the network normalises. */
export const denseOptions = (preset: Normalization) => ({
  units: z.int().min(1).max(8_192).default(128).describe('Units of the dense layer'),
  denseDropout: rate.default(0.5).describe('Dropout rate before the last layer'),
  normalization: normalization.default(preset).describe(ABOUT_NORMALIZATION),
});

/** A dense layer behind convolutions, with dropout behind it, and the last layer. */
export const denseEnd = (
  { units, denseDropout, normalization: norm }: { units: number; denseDropout: number; normalization: Normalization },
  outputs: number,
): LayerSpec[] => [
  { type: 'flatten' },
  ...activated({ type: 'dense', units }, norm),
  { type: 'dropout', rate: denseDropout },
  { type: 'dense', units: outputs },
];
