import sharp, { type Sharp } from 'sharp';
import type { ContentOf } from './content.js';
import { checkPicture, inColour } from './picture.js';
import { decodeFile } from './picture-file.js';

/** Pictures that go through a network together. */
const BATCH = 8;

/** How a network sees pictures. */
export interface Viewer {
  /** Brings a picture to the size that the network takes. */
  shaped(image: Sharp): Sharp;
  /** Numbers of a row. */
  width: number;
  /** @param pixels [N, height, width, 3] @returns [N, its own width] */
  run(pixels: Uint8Array): Promise<Float32Array>;
}

/**
 * What a network sees in pictures. The next ones are decoded while it looks at those before.
 *
 * @returns [N, width]
 * @throws invalid_content, shape_mismatch with the number of the picture
 */
export async function seeAll({ shaped, width, run }: Viewer, pictures: readonly ContentOf<'image'>[]) {
  const data = new Float32Array(pictures.length * width);
  const viewsOf = (start: number) => {
    const batch = pictures.slice(start, start + BATCH);
    const views = Promise.all(batch.map((picture, n) => viewOf(picture, start + n, shaped)));
    views.catch(() => {}); // is told where they are waited for
    return views;
  };
  let coming = viewsOf(0);
  for (let start = 0; start < pictures.length; start += BATCH) {
    const views = await coming;
    coming = viewsOf(start + BATCH);
    data.set(await run(Buffer.concat(views)), start * width);
  }
  return { dtype: 'float32' as const, shape: [width], count: pictures.length, data };
}

/** @returns [height, width, 3] */
async function viewOf(picture: ContentOf<'image'>, n: number, shaped: Viewer['shaped']): Promise<Uint8Array> {
  if (!('pixels' in picture)) return inColour(await decodeFile(picture, n, shaped)).pixels;
  checkPicture(picture, n);
  const { width, height, pixels } = inColour(picture);
  return shaped(sharp(pixels, { raw: { width, height, channels: 3 } }))
    .raw()
    .toBuffer();
}
