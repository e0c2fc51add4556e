import sharp, { type Sharp } from 'sharp';
import { CoreError } from '../errors.js';
import type { Picture, PictureFile } from './content.js';

// Several pictures at once beat several threads for each, and none is read twice.
sharp.concurrency(1);
sharp.cache(false);

/**
 * The pixels of a picture in a file.
 *
 * @param n its number among others
 * @param shaped how it is made smaller; a JPEG that has more than twice as many pixels a side is then decoded to fewer
 * @throws invalid_content where the file cannot be read; what its `read` throws
 */
export async function decodeFile(
  file: PictureFile,
  n: number,
  shaped: (image: Sharp) => Sharp = (image) => image,
): Promise<Picture> {
  const bytes = await file.read();
  try {
    const { data, info } = await shaped(sharp(bytes)).raw().toBuffer({ resolveWithObject: true });
    return { kind: 'image', width: info.width, height: info.height, channels: info.channels, pixels: data };
  } catch (cause) {
    throw new CoreError('invalid_content', `Picture ${n} cannot be read from its file any more. Import it again.`, {
      cause,
    });
  }
}
