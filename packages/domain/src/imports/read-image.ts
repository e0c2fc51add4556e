import type { Picture } from '@querent/core/encoders';
import sharp from 'sharp';

// Records are many and small: parallel ones beat threads inside of each.
sharp.concurrency(1);
sharp.cache(false);

const MAX_PIXELS = 64_000_000;

export interface ReadImage extends Picture {
  /** The picture as a fresh PNG: whatever else the file held is left behind. */
  png: Uint8Array;
}

/** Decodes a picture wholly, in shades of grey, so that a damaged one is found here and not while a model trains. */
export async function readImage(bytes: Uint8Array): Promise<ReadImage> {
  const image = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'warning' }).greyscale();
  const { data, info } = await image.clone().raw().toBuffer({ resolveWithObject: true });
  const raw = { width: info.width, height: info.height, channels: info.channels };
  const png = await sharp(data, { raw }).png().toBuffer();
  return { kind: 'image', png, pixels: data, width: info.width, height: info.height, channels: info.channels };
}
