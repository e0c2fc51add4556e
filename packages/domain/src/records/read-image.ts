import { inGrey, onWhite, type Picture } from '@querent/core/encoders';
import sharp from 'sharp';

// Records are many and small: parallel ones beat threads inside of each.
sharp.concurrency(1);
sharp.cache(false);

const MAX_PIXELS = 64_000_000;

export interface ReadImage extends Picture {
  /** The picture as a fresh PNG, which shows what the pixels are: whatever else the file held is left behind. */
  png: Uint8Array;
}

/**
 * Decodes a picture wholly, so that a damaged one is found here and not while a model trains: the first one of an animation,
 * upright as its file says (EXIF), 8 bits a channel, what is transparent on white; in one channel where all its colours are grey.
 *
 * @throws Error in words where it cannot be read
 */
export async function readImage(bytes: Uint8Array): Promise<ReadImage> {
  const { width, height, channels, pixels } = plain(onWhite(await decode(bytes)));
  const raw = { width, height, channels: channels as 1 | 3 };
  const png = await sharp(pixels, { raw }).png().toBuffer();
  return { kind: 'image', png, pixels, width, height, channels };
}

/** One channel says as much as three that are equal. */
function plain(picture: Picture): Picture {
  const { channels, pixels } = picture;
  if (channels === 1) return picture;
  for (let at = 0; at < pixels.length; at += 3)
    if (pixels[at] !== pixels[at + 1] || pixels[at] !== pixels[at + 2]) return picture;
  return inGrey(picture);
}

/** From any format, depth and colour space (CMYK, palettes) to sRGB, with alpha where the file has it. */
async function decode(bytes: Uint8Array): Promise<Picture> {
  const image = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'warning' }).autoOrient().toColourspace('srgb');
  if ((await image.metadata()).format === 'svg')
    throw new Error('SVG is a drawing program, not a picture. Bring it as PNG.');
  const { data, info } = await image.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  return { kind: 'image', pixels: data, width: info.width, height: info.height, channels: info.channels };
}
