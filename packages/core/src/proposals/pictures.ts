import type { Picture } from '../encoders/content.js';
import { inColour } from '../encoders/picture.js';
import { CoreError } from '../errors.js';

/** What two convolutions of 4 × 4 and a pooling by 2 leave nothing of, is smaller. */
export const LEAST_SIDE = 8;
/** From here on `gal-cnn`, which pools once, has more weights than few labels can teach. */
export const SMALL_SIDE = 64;
/** Larger pictures take minutes a round and gigabytes to learn from. */
const LARGEST_SIDE = 256;

/** What a sample of pictures has in common. */
export interface Look {
  width: number;
  height: number;
  colours: 'grey' | 'colour';
}

/**
 * Size and colours of a sample of pictures. Grey are those whose red, green and blue are the same everywhere, however many
 * channels they are stored in.
 *
 * @param pictures [N], at least one
 * @throws shape_mismatch where they differ in size; too_large where a side is longer than 256 pixels
 */
export function lookOf(pictures: readonly Picture[]): Look {
  const { width, height } = pictures[0]!;
  const other = pictures.find((picture) => picture.width !== width || picture.height !== height);
  if (other)
    throw new CoreError(
      'shape_mismatch',
      `There are pictures of ${width} × ${height} and of ${other.width} × ${other.height} pixels. Bring all to one size.`,
    );
  if (Math.max(width, height) > LARGEST_SIDE)
    throw new CoreError(
      'too_large',
      `Pictures of ${width} × ${height} pixels are too large to be learned from pixel by pixel. Bring them to ${LARGEST_SIDE} × ${LARGEST_SIDE} or less.`,
    );
  return { width, height, colours: pictures.some(isColoured) ? 'colour' : 'grey' };
}

function isColoured(picture: Picture): boolean {
  if (picture.channels < 3) return false;
  const { pixels } = inColour(picture);
  for (let at = 0; at < pixels.length; at += 3)
    if (pixels[at] !== pixels[at + 1] || pixels[at] !== pixels[at + 2]) return true;
  return false;
}
