import sharp from 'sharp';
import { z } from 'zod';
import { CoreError } from '../errors.js';
import type { Features } from '../tensors/features.js';
import { sizeOf } from '../tensors/state.js';
import type { ContentOf } from './content.js';
import { defineEncoder, firstOf } from './encoder.js';
import { checkPicture, inColour, inGrey } from './picture.js';
import { decodeFile } from './picture-file.js';

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
  revision: 3,
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
  graph: async ({ shape }) => ({
    input: { name: 'images', dtype: 'uint8', shape },
    before: beforehand(shape),
    bytes: null,
  }),
});

type Shape = [height: number, width: number, channels: 1 | 3];

const beforehand = ([height, width, channels]: Shape) =>
  `Lay what is transparent on white, ${channels === 1 ? 'bring colours to grey by 0.299 R + 0.587 G + 0.114 B' : 'repeat grey three times as red, green and blue'}, and bring each picture to ${width} × ${height} pixels (bicubic). Values are 0 … 255.`;

/** Pictures that are read at a time. */
const BATCH = 16;

async function encode(pictures: readonly ContentOf<'image'>[], shape: Shape): Promise<Features> {
  const size = sizeOf(shape);
  const data = new Uint8Array(pictures.length * size);
  for (let start = 0; start < pictures.length; start += BATCH) {
    const batch = pictures.slice(start, start + BATCH);
    const rows = await Promise.all(batch.map((picture, n) => rowOf(picture, start + n, shape)));
    for (const [n, row] of rows.entries()) data.set(row, (start + n) * size);
  }
  return { dtype: 'uint8', shape, count: pictures.length, data };
}

/** @returns [height, width, channels] */
async function rowOf(picture: ContentOf<'image'>, n: number, [height, width, channels]: Shape): Promise<Uint8Array> {
  const bare = channels === 1 ? inGrey : inColour;
  const resize = { width, height, fit: 'fill', kernel: 'cubic' } as const;
  const isFitting = picture.height === height && picture.width === width;
  if (!('pixels' in picture))
    return bare(await decodeFile(picture, n, (image) => (isFitting ? image : image.resize(resize)))).pixels;
  checkPicture(picture, n);
  const { pixels, ...own } = bare(picture);
  if (isFitting) return pixels;
  return sharp(pixels, { raw: { width: own.width, height: own.height, channels } })
    .resize(resize)
    .toColourspace(channels === 1 ? 'b-w' : 'srgb')
    .raw()
    .toBuffer();
}

/** @throws shape_mismatch where there is no picture; too_large where the first is and no side is said */
function shapeOf(first: ContentOf<'image'> | null, colours?: 'grey' | 'colour', side?: number): Shape {
  if (!first) throw new CoreError('shape_mismatch', 'There is no picture to take the size from.');
  if ('pixels' in first) checkPicture(first, 0);
  const isGrey = colours ? colours === 'grey' : first.channels < 3;
  const { width, height } = first;
  if (side === undefined && Math.max(width, height) > LARGEST_SIDE)
    throw new CoreError(
      'too_large',
      `Pictures of ${width} × ${height} pixels are too large to be learned from pixel by pixel. Say by "side" to what size they are brought, at most ${LARGEST_SIDE}, or choose the encoder "Photos".`,
    );
  return [side ?? height, side ?? width, isGrey ? 1 : 3];
}
