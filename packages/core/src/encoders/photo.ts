import type { Sharp } from 'sharp';
import { z } from 'zod';
import { defineEncoder } from './encoder.js';
import { FlatShape, flat } from './encoding.js';
import { PHOTO_SIDE, PHOTO_WIDTH } from './photo-graph.js';
import { loadPhotoModel, readPhotoModel } from './photo-model.js';
import { seeAll } from './views.js';

/** To which the shorter side is brought, of which the middle is seen, as the network was trained. */
const SHORTER = 256;
const MARGIN = (SHORTER - PHOTO_SIDE) / 2;

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
  licence: 'Apache-2.0',
  reads: 'image',
  revision: 2,
  options: z.object({}),
  fitted: z.object({ shape: FlatShape }),
  fit: async () => ({ shape: flat(PHOTO_WIDTH) }),
  async open() {
    const { run, release } = await loadPhotoModel();
    return { encode: (pictures) => seeAll({ shaped, width: PHOTO_WIDTH, run }, pictures), release };
  },
  // The size is left to whoever has the picture: no resizing of ONNX is that of a picture library to the last pixel.
  graph: async () => ({
    input: { name: 'images', dtype: 'uint8', shape: [PHOTO_SIDE, PHOTO_SIDE, 3] },
    before: `Lay what is transparent on white, in red, green and blue of 0 … 255; bring the shorter side to ${SHORTER} pixels (bicubic, smoothed), and cut out the square of ${PHOTO_SIDE} in the middle.`,
    bytes: await readPhotoModel(),
  }),
});

const shaped = (image: Sharp) =>
  image
    .resize(SHORTER, SHORTER, { fit: 'cover', kernel: 'cubic' })
    .extract({ left: MARGIN, top: MARGIN, width: PHOTO_SIDE, height: PHOTO_SIDE });
