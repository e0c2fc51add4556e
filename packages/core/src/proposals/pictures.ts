import type { ContentOf } from '../encoders/content.js';
import { inColour } from '../encoders/picture.js';

/** What two convolutions of 4 × 4 and a pooling by 2 leave nothing of, is smaller. */
export const LEAST_SIDE = 8;
/** From here on `gal-cnn`, which pools once, has more weights than few labels can teach. */
export const SMALL_SIDE = 64;

/** What a sample of pictures has in common. */
export interface Look {
  /** In words. */
  sizes: string;
  isOneSize: boolean;
  shortest: number;
  longest: number;
  colours: 'grey' | 'colour';
}

/**
 * Sizes and colours of a sample of pictures. Grey are those whose red, green and blue are the same everywhere, however many
 * channels they are stored in; a file in colour is taken at its word.
 *
 * @param pictures [N], at least one
 * @returns sides in pixels
 */
export function lookOf(pictures: readonly ContentOf<'image'>[]): Look {
  const sizes = new Set(pictures.map(({ width, height }) => `${width} × ${height}`));
  const sides = pictures.flatMap(({ width, height }) => [width, height]);
  const [shortest, longest] = [Math.min(...sides), Math.max(...sides)];
  const [isOneSize, isColour] = [sizes.size === 1, pictures.some(isColoured)];
  return {
    ...{ isOneSize, shortest, longest, colours: isColour ? 'colour' : 'grey' },
    sizes: isOneSize ? `${[...sizes][0]} pixels` : `several sizes, from ${shortest} to ${longest} pixels a side`,
  };
}

function isColoured(picture: ContentOf<'image'>): boolean {
  if (picture.channels < 3) return false;
  if (!('pixels' in picture)) return true;
  const { pixels } = inColour(picture);
  for (let at = 0; at < pixels.length; at += 3)
    if (pixels[at] !== pixels[at + 1] || pixels[at] !== pixels[at + 2]) return true;
  return false;
}
