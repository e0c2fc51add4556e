import { inGrey, onWhite, type Picture } from '@querent/core/encoders';
import sharp from 'sharp';
import { isLossy } from './lossy.js';

// Records are many and small: parallel ones beat threads inside of each.
sharp.concurrency(1);
sharp.cache(false);

const MAX_PIXELS = 64_000_000;
/** Of a file that has another ending than what is in it. */
const SVG = 'It is a drawing (SVG), not a picture of pixels. Save it as PNG, and bring that.';

export interface ReadImage extends Picture {
  /** Whether the file was of a format that keeps about what was drawn, as photos are kept. */
  isLossy: boolean;
}

/**
 * Decodes a picture wholly, so that a damaged one is found here and not while a model trains: the first one of an animation,
 * upright as its file says (EXIF), 8 bits a channel, what is transparent on white; in one channel where all its colours are grey.
 *
 * @throws Error in words where it cannot be read
 */
export async function readImage(bytes: Uint8Array): Promise<ReadImage> {
  const decoded = await decode(bytes).catch((cause: Error) => {
    throw new Error(cause.message === SVG ? SVG : inWords(cause.message, bytes), { cause });
  });
  return { ...plain(onWhite(decoded)), isLossy: decoded.isLossy };
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
function inWords(message: string, bytes: Uint8Array): string {
  if (message.includes('pixel limit')) return `It has more than ${MAX_PIXELS / 1e6} million pixels. Make it smaller.`;
  if (bytes.length === 0) return `${UNREADABLE}: the file is empty. Bring it again.`;
  if (endsTooEarly(message, bytes)) return `${UNREADABLE}: the file ends too early. Bring it again, whole.`;
  if (message.includes('unsupported image format'))
    return `${UNREADABLE}. Bring it as PNG, JPEG, WebP, GIF, AVIF or TIFF.`;
  return `${UNREADABLE}: the file is damaged. Bring it again.`;
}

const UNREADABLE = 'It cannot be read as a picture';

/** Some formats say themselves where they end or how long they are; of others the library finds out. */
function endsTooEarly(message: string, unread: Uint8Array): boolean {
  const bytes = Buffer.from(unread.buffer, unread.byteOffset, unread.byteLength);
  const begins = (text: string) => bytes.toString('latin1', 0, text.length) === text;
  if (begins('\x89PNG')) return !bytes.subarray(-12).includes('IEND');
  if (begins('\xff\xd8')) return !bytes.subarray(-64).includes('\xff\xd9', 'latin1');
  if (begins('RIFF')) return bytes.length < 8 || bytes.readUInt32LE(4) + 8 > bytes.length;
  if (begins('II*\0') || begins('MM\0*')) return message.includes('unsupported image format');
  return /premature end|unexpected end|insufficient input/i.test(message);
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
async function decode(bytes: Uint8Array): Promise<ReadImage> {
  const image = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'warning' }).autoOrient().toColourspace('srgb');
  const { format } = await image.metadata();
  if (format === 'svg') throw new Error(SVG);
  const { data, info } = await image.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  return { kind: 'image', pixels: data, width, height, channels, isLossy: isLossy(format, bytes) };
}
