import { inGrey, onWhite, type Picture } from '@querent/core/encoders';
import sharp from 'sharp';

// Records are many and small: parallel ones beat threads inside of each.
sharp.concurrency(1);
sharp.cache(false);

const MAX_PIXELS = 64_000_000;
const SVG = 'SVG is a drawing program, not a picture. Bring it as PNG.';

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
  const decoded = await decode(bytes).catch((cause: Error) => {
    throw new Error(inWords(cause.message), { cause });
  });
  const { width, height, channels, pixels } = plain(onWhite(decoded));
  const raw = { width, height, channels: channels as 1 | 3 };
  const png = await sharp(pixels, { raw }).png().toBuffer();
  return { kind: 'image', png, pixels, width, height, channels };
}

/** A small picture of one that was read, whose address holds all of it. @param side in pixels, at most */
export async function thumbnailOf({ pixels, width, height, channels }: ReadImage, side: number): Promise<string> {
  const raw = { width, height, channels: channels as 1 | 3 };
  const small = sharp(pixels, { raw }).resize(side, side, { fit: 'inside', withoutEnlargement: true });
  // Few pixels are shown as they are; photos weigh less as JPEG.
  const isTiny = Math.max(width, height) <= side;
  const bytes = await (isTiny ? small.png() : small.jpeg({ quality: 80 })).toBuffer();
  return `data:image/${isTiny ? 'png' : 'jpeg'};base64,${bytes.toString('base64')}`;
}

/** What the library says is for those who know it. */
function inWords(message: string): string {
  if (message.includes('unsupported image format'))
    return 'It is no picture that can be read here. Bring it as PNG, JPEG, WebP, GIF, AVIF or TIFF.';
  if (message.includes('pixel limit')) return `It has more than ${MAX_PIXELS / 1e6} million pixels. Make it smaller.`;
  if (message === SVG) return message;
  return `It is damaged, or cut off (${message.split('\n')[0]}). Bring it again.`;
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
  if ((await image.metadata()).format === 'svg') throw new Error(SVG);
  const { data, info } = await image.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  return { kind: 'image', pixels: data, width: info.width, height: info.height, channels: info.channels };
}
