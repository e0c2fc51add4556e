import sharp from 'sharp';
import { z } from 'zod';
import type { Picture } from './content.js';
import { defineEncoder } from './encoder.js';
import { FlatShape, flat } from './encoding.js';
import { PHOTO_SIDE, PHOTO_WIDTH } from './photo-graph.js';
import { loadPhotoModel, type PhotoModel } from './photo-model.js';
import { checkPicture, inColour } from './picture.js';

/** Of the shorter side: what is left of 256 pixels where the middle 224 are seen, as the network was trained. */
const SEEN = PHOTO_SIDE / 256;
/** Photos that go through the network together. */
const BATCH = 8;

/**
 * What EfficientNet-Lite0 sees in a photo, trained by Google on the 1,000 classes of ImageNet: the mean over the places of its last
 * features. Photos of any size, in colour or grey, what is transparent on white. Seen is a square in the middle of 7/8 of the shorter
 * side, brought to 224 × 224 pixels.
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
  revision: 1,
  options: z.object({}),
  fitted: z.object({ shape: FlatShape }),
  fit: async () => ({ shape: flat(PHOTO_WIDTH) }),
  async open() {
    const model = await loadPhotoModel();
    return { encode: (pictures) => encode(model, pictures), release: () => model.release() };
  },
});

async function encode(model: PhotoModel, pictures: readonly Picture[]) {
  const data = new Float32Array(pictures.length * PHOTO_WIDTH);
  for (let start = 0; start < pictures.length; start += BATCH) {
    const batch = pictures.slice(start, start + BATCH);
    const views = await Promise.all(batch.map((picture, n) => viewOf(picture, start + n)));
    data.set(await model.run(Buffer.concat(views)), start * PHOTO_WIDTH);
  }
  return { dtype: 'float32' as const, shape: [PHOTO_WIDTH], count: pictures.length, data };
}

/** @returns [224, 224, 3] */
async function viewOf(picture: Picture, n: number): Promise<Uint8Array> {
  checkPicture(picture, n);
  const { width, height, pixels } = inColour(picture);
  const side = Math.max(1, Math.round(SEEN * Math.min(width, height)));
  const [left, top] = [Math.floor((width - side) / 2), Math.floor((height - side) / 2)];
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .extract({ left, top, width: side, height: side })
    .resize(PHOTO_SIDE, PHOTO_SIDE, { kernel: 'cubic' })
    .raw()
    .toBuffer();
}
