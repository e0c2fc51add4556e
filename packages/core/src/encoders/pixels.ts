import sharp from 'sharp';
import { z } from 'zod';
import { CoreError } from '../errors.js';
import type { Features } from '../tensors/features.js';
import { sizeOf } from '../tensors/state.js';
import type { Picture } from './content.js';
import { defineEncoder, firstOf } from './encoder.js';
import { checkPicture, inColour, inGrey } from './picture.js';

/** Larger pictures take minutes a round and gigabytes to learn from. */
const LARGEST_SIDE = 256;

/**
 * The pixels themselves, 0 … 255; the network brings them to 0 … 1. What is transparent is laid on white. In grey, colours
 * become their luminance, 0.299 R + 0.587 G + 0.114 B; in colour, grey is repeated three times. Which of them, the option
 * says, or else the first picture. Pictures of another size are brought to the common one as wholes, by a cubic kernel.
 *
 * @returns uint8 [N, height, width, 1 or 3]
 * @source ITU-R BT.601 for the luminance
 */
export const pixels = defineEncoder({
  id: 'pixels',
  title: 'Pixels',
  description: 'The pixels as they are, on white: for small pictures.',
  source: 'ITU-R BT.601',
  reads: 'image',
  revision: 2,
  options: z.object({
    colours: z
      .enum(['grey', 'colour'])
      .optional()
      .describe('Whether colours count or shades of grey only; left out, as the first picture has it'),
    side: z
      .int()
      .min(4)
      .max(LARGEST_SIDE)
      .optional()
      .describe('Pixels of the square that every picture is brought to; left out, all get the size of the first'),
  }),
  fitted: z.object({ shape: z.tuple([z.int().min(1), z.int().min(1), z.union([z.literal(1), z.literal(3)])]) }),
  fit: async (pictures, { colours, side }) => ({ shape: shapeOf(await firstOf(pictures), colours, side) }),
  open: async ({ shape }) => ({ encode: async (pictures) => encode(pictures, shape), release: async () => {} }),
});

type Shape = [height: number, width: number, channels: 1 | 3];

async function encode(pictures: readonly Picture[], shape: Shape): Promise<Features> {
  const [height, width, channels] = shape;
  const size = sizeOf(shape);
  const data = new Uint8Array(pictures.length * size);
  for (const [n, picture] of pictures.entries()) {
    checkPicture(picture, n);
    const plain = channels === 1 ? inGrey(picture) : inColour(picture);
    const isFitting = plain.height === height && plain.width === width;
    data.set(isFitting ? plain.pixels : await resize(plain, shape), n * size);
  }
  return { dtype: 'uint8', shape, count: pictures.length, data };
}

const resize = ({ width, height, pixels: own }: Picture, [rows, columns, channels]: Shape): Promise<Uint8Array> =>
  sharp(own, { raw: { width, height, channels } })
    .resize(columns, rows, { fit: 'fill', kernel: 'cubic' })
    .toColourspace(channels === 1 ? 'b-w' : 'srgb')
    .raw()
    .toBuffer();

/** @throws shape_mismatch where there is no picture; too_large where the first is and no side is said */
function shapeOf(first: Picture | null, colours?: 'grey' | 'colour', side?: number): Shape {
  if (!first) throw new CoreError('shape_mismatch', 'There is no picture to take the size from.');
  checkPicture(first, 0);
  const isGrey = colours ? colours === 'grey' : first.channels < 3;
  const { width, height } = first;
  if (side === undefined && Math.max(width, height) > LARGEST_SIDE)
    throw new CoreError(
      'too_large',
      `Pictures of ${width} × ${height} pixels are too large to be learned from pixel by pixel. Say by "side" to what size they are brought, at most ${LARGEST_SIDE}, or choose the encoder "Photos".`,
    );
  return [side ?? height, side ?? width, isGrey ? 1 : 3];
}
