import { basename } from 'node:path';
import type { Sharp } from 'sharp';
import { z } from 'zod';
import { CoreError } from '../errors.js';

const LARGEST = 1_024;
const Side = z.int().min(1).max(LARGEST);
const Size = z.union([
  Side,
  z.object({ height: Side, width: Side }).transform(({ height, width }) => ({ height, width })),
  z.object({ shortest_edge: Side }).transform(({ shortest_edge }) => ({ shortest: shortest_edge })),
]);
const Three = z.tuple([z.number(), z.number(), z.number()]);

/** What counts of a `preprocessor_config.json`; the rest of it is left alone. */
const Config = z.object({
  do_resize: z.boolean().default(true),
  size: Size.default(224),
  crop_pct: z.number().gt(0).max(1).nullish(),
  do_center_crop: z.boolean().nullish(),
  crop_size: Size.nullish(),
  resample: z.int().min(0).max(5).default(2),
  do_rescale: z.boolean().default(true),
  rescale_factor: z.number().default(1 / 255),
  do_normalize: z.boolean().default(true),
  image_mean: Three.default([0.5, 0.5, 0.5]),
  image_std: Three.default([0.5, 0.5, 0.5]),
  do_flip_channel_order: z.boolean().default(false),
});

/** By the numbers that Pillow has for them; two that sharp lacks by their neighbours. */
const KERNELS = ['nearest', 'lanczos3', 'linear', 'cubic', 'linear', 'linear'] as const;
/** From here on models with `crop_pct` see pictures whole. */
const WHOLE_SIDE = 384;

/** How pictures are made ready for a model. */
export interface PictureProcessor {
  height: number;
  width: number;
  shaped(image: Sharp): Sharp;
  /** @param pixels [N, height, width, 3] @returns [N, 3, height, width] as the model takes them */
  toInput(pixels: Uint8Array): Float32Array;
}

/**
 * Reads how a model of Hugging Face wants pictures. Those that it would take in any shape are cut to the square in the middle,
 * so that several go through it together.
 *
 * @param file its path, for messages
 * @param json its text
 * @throws model_unavailable where it cannot be followed
 */
export function readProcessor(file: string, json: string): PictureProcessor {
  const config = Config.safeParse(parsed(file, json));
  if (!config.success)
    throw new CoreError(
      'model_unavailable',
      `The file ${file} describes pictures otherwise than is understood here (${config.error.issues[0]?.path.join('.')}). Choose a model that takes pictures of one size.`,
    );
  const { size, crop_size: cropSize, crop_pct: share, resample, ...own } = config.data;
  const isCut = own.do_center_crop ?? (cropSize !== null && cropSize !== undefined);
  const { resized, fit } = resizeOf(size, isCut, share ?? null);
  const crop = isCut && share == null ? sidesOf(cropSize ?? size) : sidesOf(share == null ? resized : size);
  const [height, width] = [Math.min(crop.height, resized.height), Math.min(crop.width, resized.width)];
  const place = {
    ...{ left: Math.floor((resized.width - width) / 2), top: Math.floor((resized.height - height) / 2) },
    ...{ width, height },
  };
  const factor = own.do_rescale ? own.rescale_factor : 1;
  const [means, deviations] = own.do_normalize
    ? [own.image_mean, own.image_std]
    : [
        [0, 0, 0],
        [1, 1, 1],
      ];
  return {
    height,
    width,
    shaped: (image) => image.resize({ ...resized, fit, kernel: KERNELS[resample]! }).extract(place),
    toInput(pixels) {
      const plane = height * width;
      const input = new Float32Array(pixels.length);
      for (let n = 0; n < pixels.length; n += 3 * plane)
        for (let c = 0; c < 3; c++) {
          const from = own.do_flip_channel_order ? 2 - c : c;
          for (let at = 0; at < plane; at++)
            input[n + c * plane + at] = (pixels[n + 3 * at + from]! * factor - means[c]!) / deviations[c]!;
        }
      return input;
    },
  };
}

type Sides = { height: number; width: number };
type Size = z.infer<typeof Size>;
const square = (side: number): Sides => ({ height: side, width: side });
const sidesOf = (size: Size | Sides): Sides =>
  typeof size === 'number' ? square(size) : 'shortest' in size ? square(size.shortest) : size;

/** A bare number is the shorter side where a middle is cut out, and else both. */
function resizeOf(size: Size, isCut: boolean, share: number | null): { resized: Sides; fit: 'cover' | 'fill' } {
  const sides = sidesOf(size);
  if (share !== null && sides.width < WHOLE_SIDE)
    return { resized: square(Math.floor(sides.width / share)), fit: 'cover' };
  const isShorter = share === null && (typeof size === 'number' ? isCut : 'shortest' in size);
  return { resized: sides, fit: isShorter ? 'cover' : 'fill' };
}

function parsed(file: string, json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new CoreError('model_unavailable', `The file ${file} is no JSON. Fetch ${basename(file)} again.`, { cause });
  }
}
