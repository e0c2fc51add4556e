import sharp, { type Sharp } from 'sharp';
import { z } from 'zod';
import type { ContentOf } from './content.js';
import { defineEncoder } from './encoder.js';
import { FlatShape, flat } from './encoding.js';
import { PHOTO_SIDE, PHOTO_WIDTH } from './photo-graph.js';
import { loadPhotoModel, type PhotoModel } from './photo-model.js';
import { checkPicture, inColour } from './picture.js';
import { decodeFile } from './picture-file.js';

/** To which the shorter side is brought, of which the middle is seen, as the network was trained. */
const SHORTER = 256;
const MARGIN = (SHORTER - PHOTO_SIDE) / 2;
/** Photos that go through the network together. */
const BATCH = 8;

/**
 * What EfficientNet-Lite0 sees in a photo, trained by Google on the 1,000 classes of ImageNet: the mean over the places of its last
 * features. Photos of any size, in colour or grey, what is transparent on white. The shorter side is brought to 256 pixels, and the
 * square of 224 in the middle is seen.
 *
 * @returns float32 [N, 1280], 0 … 6, of which most are near 0
 * @source Tan and Le 2019, arXiv:1905.11946
 */
export const photo = defineEncoder({
  id: 'photo',
  title: 'Photos',
  description: 'What a network that has seen a million photos sees in each (EfficientNet-Lite0), of any size.',
  source: 'arXiv:1905.11946',
  reads: 'image',
  revision: 2,
  options: z.object({}),
  fitted: z.object({ shape: FlatShape }),
  fit: async () => ({ shape: flat(PHOTO_WIDTH) }),
  async open() {
    const model = await loadPhotoModel();
    return { encode: (pictures) => encode(model, pictures), release: () => model.release() };
  },
});

/** The next photos are decoded while the network looks at the ones before. */
async function encode(model: PhotoModel, pictures: readonly ContentOf<'image'>[]) {
  const data = new Float32Array(pictures.length * PHOTO_WIDTH);
  const viewsOf = (start: number) => {
    const batch = pictures.slice(start, start + BATCH);
    const views = Promise.all(batch.map((picture, n) => viewOf(picture, start + n)));
    views.catch(() => {}); // is told where they are waited for
    return views;
  };
  let coming = viewsOf(0);
  for (let start = 0; start < pictures.length; start += BATCH) {
    const views = await coming;
    coming = viewsOf(start + BATCH);
    data.set(await model.run(Buffer.concat(views)), start * PHOTO_WIDTH);
  }
  return { dtype: 'float32' as const, shape: [PHOTO_WIDTH], count: pictures.length, data };
}

const toView = (image: Sharp) =>
  image
    .resize(SHORTER, SHORTER, { fit: 'cover', kernel: 'cubic' })
    .extract({ left: MARGIN, top: MARGIN, width: PHOTO_SIDE, height: PHOTO_SIDE });

/** @returns [224, 224, 3] */
async function viewOf(picture: ContentOf<'image'>, n: number): Promise<Uint8Array> {
  if (!('pixels' in picture)) return inColour(await decodeFile(picture, n, toView)).pixels;
  checkPicture(picture, n);
  const { width, height, pixels } = inColour(picture);
  return toView(sharp(pixels, { raw: { width, height, channels: 3 } }))
    .raw()
    .toBuffer();
}
