import { z } from 'zod';
import { CoreError } from '../errors.js';
import type { Features } from '../tensors/features.js';
import { sizeOf } from '../tensors/state.js';
import type { Picture } from './content.js';
import { defineEncoder, firstOf } from './encoder.js';
import { checkPicture, inColour, inGrey } from './picture.js';

/**
 * The pixels themselves, 0 … 255; the network brings them to 0 … 1. What is transparent is laid on white. In grey, colours
 * become their luminance, 0.299 R + 0.587 G + 0.114 B; in colour, grey is repeated three times. Which of them, the option
 * says, or else the first picture.
 *
 * @returns uint8 [N, height, width, 1 or 3]
 * @source ITU-R BT.601 for the luminance
 */
export const pixels = defineEncoder({
  id: 'pixels',
  title: 'Pixels',
  description: 'The pixels as they are, on white: for small pictures that all have the same size.',
  source: 'ITU-R BT.601',
  reads: 'image',
  revision: 2,
  options: z.object({
    colours: z
      .enum(['grey', 'colour'])
      .optional()
      .describe('Whether colours count or shades of grey only; left out, as the first picture has it'),
  }),
  fitted: z.object({ shape: z.tuple([z.int().min(1), z.int().min(1), z.union([z.literal(1), z.literal(3)])]) }),
  fit: async (pictures, { colours }) => ({ shape: shapeOf(await firstOf(pictures), colours) }),
  open: async ({ shape }) => ({ encode: async (pictures) => encode(pictures, shape), release: async () => {} }),
});

type Shape = [height: number, width: number, channels: 1 | 3];

function encode(pictures: readonly Picture[], shape: Shape): Features {
  const [height, width, channels] = shape;
  const size = sizeOf(shape);
  const data = new Uint8Array(pictures.length * size);
  pictures.forEach((picture, n) => {
    checkPicture(picture, n);
    if (picture.height !== height || picture.width !== width) {
      throw new CoreError(
        'shape_mismatch',
        `Picture ${n} has ${picture.width} × ${picture.height} pixels, the others ${width} × ${height}. Bring them to one size.`,
      );
    }
    data.set((channels === 1 ? inGrey(picture) : inColour(picture)).pixels, n * size);
  });
  return { dtype: 'uint8', shape, count: pictures.length, data };
}

function shapeOf(first: Picture | null, colours?: 'grey' | 'colour'): Shape {
  if (!first) throw new CoreError('shape_mismatch', 'There is no picture to take the size from.');
  checkPicture(first, 0);
  const isGrey = colours ? colours === 'grey' : first.channels < 3;
  return [first.height, first.width, isGrey ? 1 : 3];
}
