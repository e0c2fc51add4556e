import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { proposeEncoder } from '../proposals/index.js';
import { floats } from '../tensors/floats.js';
import { encoders, hasPhotoModel, type Picture, type PictureFile } from './index.js';

/** Of smooth colours. */
const wave = (x: number, y: number, c: number) => 128 + 100 * Math.sin(8 * x + c) * Math.cos(6 * y);
/** Rings around two places, in colours. */
const ring = (x: number, y: number, c: number) =>
  128 + 60 * Math.sin(40 * Math.hypot(x - 0.4, y - 0.5) + c) + 60 * Math.sign(Math.cos(25 * Math.hypot(x - 0.7, y)));
function picture(width: number, height: number, channels: 1 | 3, value = wave): Picture {
  const pixels = new Uint8Array(width * height * channels);
  for (let at = 0; at < pixels.length; at++) {
    const place = Math.floor(at / channels);
    pixels[at] = value((place % width) / height, Math.floor(place / width) / height, at % channels);
  }
  return { kind: 'image', width, height, channels, pixels };
}
const imageOf = ({ pixels, width, height, channels }: Picture): Sharp =>
  sharp(pixels, { raw: { width, height, channels: channels as 1 | 3 } });
/** The same in a file. */
function fileOf({ pixels, ...look }: Picture, toFile: (image: Sharp) => Sharp): PictureFile {
  return { ...look, read: () => toFile(imageOf({ pixels, ...look })).toBuffer() };
}
const asPng = (image: Sharp) => image.png();
const asJpeg = (image: Sharp) => image.jpeg({ quality: 95, chromaSubsampling: '4:4:4' });
const damaged: PictureFile = { kind: 'image', width: 9, height: 9, channels: 3, read: async () => new Uint8Array(9) };

async function encode(id: string, pictures: (Picture | PictureFile)[], options: object = {}) {
  const opened = await encoders.get(id).open(await encoders.get(id).prepare(pictures, options));
  return opened.encode(pictures).finally(opened.release);
}

describe('a picture in a file', () => {
  it.each([1, 3] as const)('of %i channels has the pixels of the picture itself', async (channels) => {
    const small = picture(20, 10, channels);
    const [{ shape, data }, expected] = [
      await encode('pixels', [fileOf(small, asPng)]),
      await encode('pixels', [small]),
    ];
    expect(shape).toEqual([10, 20, channels]);
    expect(data).toEqual(expected.data);
  });

  it.each(['grey', 'colour'] as const)(
    'that is large is brought to a side as the picture itself is, in %s',
    async (colours) => {
      const large = picture(900, 700, 3);
      const options = { side: 16, colours };
      const expected = await encode('pixels', [large], options);
      for (const toFile of [asPng, asJpeg]) {
        const { data } = await encode('pixels', [fileOf(large, toFile)], options);
        const largest = Math.max(...Array.from(data, (value, at) => Math.abs(value - expected.data[at]!)));
        expect(largest).toBeLessThanOrEqual(8);
      }
    },
  );

  it('is proposed an encoder for by what is known of it', () => {
    const small: PictureFile = {
      ...damaged,
      channels: 1,
      read: () => Promise.reject(new Error('It is not asked for.')),
    };
    expect(proposeEncoder([small]).encoder).toEqual({ id: 'pixels', options: { colours: 'grey' } });
    expect(proposeEncoder([small, { ...small, channels: 3 }]).encoder.options).toEqual({ colours: 'colour' });
  });

  it('is named where it cannot be read', async () => {
    await expect(encode('pixels', [picture(9, 9, 3), damaged])).rejects.toMatchObject({
      code: 'invalid_content',
      detail: expect.stringMatching(/^Picture 1 cannot be read/),
    });
  });

  describe.skipIf(!hasPhotoModel())('as a photo', () => {
    const far = (a: Float32Array, b: Float32Array) => Math.hypot(...a.map((value, at) => value - b[at]!));
    const length = (row: Float32Array) => Math.hypot(...row);
    const rowsOf = async (...pictures: (Picture | PictureFile)[]) => {
      const { data, shape, count } = await encode('photo', pictures);
      return Array.from({ length: count }, (_, n) => floats(data).subarray(n * shape[0]!, (n + 1) * shape[0]!));
    };

    it('is seen as the picture itself is, also where the file is decoded to fewer pixels', async () => {
      for (const [width, height, channels] of [
        [300, 256, 3],
        [2_100, 1_600, 3],
        [1_200, 1_100, 1],
      ] as const) {
        const own = picture(width, height, channels, ring);
        const [row, exact, about] = await rowsOf(own, fileOf(own, asPng), fileOf(own, asJpeg));
        expect(far(row!, exact!)).toBeLessThan(1e-3 * length(row!));
        expect(far(row!, about!)).toBeLessThan(0.25 * length(row!));
      }
    });

    it('may be a line', async () => {
      const [row, line] = await rowsOf(picture(9_000, 1, 3), fileOf(picture(9_000, 1, 3), asJpeg));
      expect(far(row!, line!)).toBeLessThan(0.2 * length(row!));
    });

    it('is named where it cannot be read, in whichever part it lies', async () => {
      const own = fileOf(picture(30, 30, 3), asPng);
      for (const at of [0, 9, 20]) {
        const pool = [...Array(at).fill(own), damaged, ...Array(3).fill(own)];
        await expect(rowsOf(...pool)).rejects.toThrow(`Picture ${at} cannot be read`);
      }
    });
  });
});
