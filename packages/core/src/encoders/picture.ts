import { CoreError } from '../errors.js';
import type { Picture } from './content.js';

const WHITE = 255;

/**
 * A picture as it looks on white paper, without alpha: v·α + 255·(1 − α), rounded. A transparent drawing is black on black
 * where alpha is merely dropped.
 *
 * @returns the picture with 1 or 3 channels; itself where it has no alpha
 */
export function onWhite(picture: Picture): Picture {
  const { channels, pixels } = picture;
  if (channels === 1 || channels === 3) return picture;
  const kept = channels - 1;
  const laid = new Uint8Array((pixels.length / channels) * kept);
  for (let at = 0, from = 0; at < laid.length; at += kept, from += channels) {
    const alpha = pixels[from + kept]! / 255;
    for (let c = 0; c < kept; c++) laid[at + c] = Math.round(WHITE + (pixels[from + c]! - WHITE) * alpha);
  }
  return { ...picture, channels: kept, pixels: laid };
}

/**
 * A picture in shades of grey: on white, then the luminance 0.299 R + 0.587 G + 0.114 B, rounded. Grey stays as it is.
 *
 * @returns the picture with 1 channel
 * @source ITU-R BT.601
 */
export function inGrey(picture: Picture): Picture {
  const opaque = onWhite(picture);
  if (opaque.channels === 1) return opaque;
  const grey = new Uint8Array(opaque.pixels.length / 3);
  for (let at = 0, from = 0; at < grey.length; at++, from += 3) {
    const [r, g, b] = [opaque.pixels[from]!, opaque.pixels[from + 1]!, opaque.pixels[from + 2]!];
    grey[at] = Math.round(0.299 * r + 0.587 * g + 0.114 * b);
  }
  return { ...opaque, channels: 1, pixels: grey };
}

/** A picture in colours: on white, and grey three times. @returns the picture with 3 channels */
export function inColour(picture: Picture): Picture {
  const opaque = onWhite(picture);
  if (opaque.channels === 3) return opaque;
  const pixels = new Uint8Array(3 * opaque.pixels.length);
  opaque.pixels.forEach((value, at) => {
    pixels.fill(value, 3 * at, 3 * at + 3);
  });
  return { ...opaque, channels: 3, pixels };
}

/** @throws shape_mismatch where a picture has more or fewer pixels than it says; `n` is its number among others */
export function checkPicture({ width, height, channels, pixels: values }: Picture, n: number): void {
  if (![1, 2, 3, 4].includes(channels) || width < 1 || height < 1 || values.length !== width * height * channels) {
    throw new CoreError(
      'shape_mismatch',
      `Picture ${n} claims ${width} × ${height} pixels of ${channels} channels and has ${values.length} values.`,
    );
  }
}
