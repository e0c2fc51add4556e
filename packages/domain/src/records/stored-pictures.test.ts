import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inColour } from '@querent/core/encoders';
import { openFolderStore } from '@querent/storage';
import sharp, { type Sharp } from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { recordKinds } from './kinds/index.js';
import { readImage } from './read-image.js';

const folder = mkdtempSync(join(tmpdir(), 'querent-pictures-'));
const store = openFolderStore(folder);
afterAll(() => rmSync(folder, { recursive: true }));

/** What is kept of a file. */
async function keptOf(bytes: Uint8Array) {
  const taken = await recordKinds.image.take({ kind: 'image', name: '', read: async () => bytes }, {}, store);
  const file = await store.get(taken.objectKey!);
  return { ...taken, file, about: await sharp(file).metadata() };
}

/** A smooth picture in colour, as photos are. */
const smooth = (width: number, height: number, channels: 3 | 4 = 3): Sharp =>
  sharp(
    Uint8Array.from({ length: width * height * channels }, (_, at) => {
      const [c, x, y] = [at % channels, Math.floor(at / channels) % width, Math.floor(at / channels / width)];
      return c === 3 ? 255 - x : 128 + 90 * Math.sin(x / 17 + c) * Math.cos(y / 23);
    }),
    { raw: { width, height, channels } },
  );
const grey = smooth(100, 80).toColourspace('b-w');
const inThree = sharp(new Uint8Array(100 * 80 * 3).fill(99), { raw: { width: 100, height: 80, channels: 3 } });

describe('the file that is kept of a picture', () => {
  it.each([
    ['JPEG', smooth(100, 80).jpeg(), 'jpeg'],
    ['JPEG of a phone', smooth(100, 80).withMetadata({ orientation: 6 }).jpeg(), 'jpeg'],
    ['lossy WebP', smooth(100, 80).webp(), 'jpeg'],
    ['lossy WebP with alpha', smooth(100, 80, 4).webp(), 'jpeg'],
    ['AVIF', smooth(100, 80).avif({ effort: 0 }), 'jpeg'],
    ['JPEG, small', smooth(64, 64).jpeg(), 'png'],
    ['JPEG, narrow', smooth(65, 9).jpeg(), 'jpeg'],
    ['PNG', smooth(100, 80).png(), 'png'],
    ['lossless WebP', smooth(100, 80).webp({ lossless: true }), 'png'],
    ['lossless WebP with alpha', smooth(100, 80, 4).webp({ lossless: true }), 'png'],
    ['GIF', smooth(100, 80).gif(), 'png'],
    ['TIFF', smooth(100, 80).tiff(), 'png'],
  ] as const)(
    'of a %s is fresh, without alpha and tags, and shows the pixels that were read',
    async (_, image, format) => {
      const bytes = await image.toBuffer();
      const { pixels, width, height } = await readImage(bytes);
      const { content, file, about } = await keptOf(bytes);
      expect(content).toEqual({ width, height, channels: 3 });
      expect(about).toMatchObject({ format, width, height, channels: 3, hasAlpha: false });
      for (const tag of ['exif', 'icc', 'xmp', 'orientation', 'iptc'] as const) expect(about[tag]).toBeUndefined();
      if (format === 'jpeg') expect(about.chromaSubsampling).toBe('4:4:4');
      const shown = await sharp(file).raw().toBuffer();
      const largest = shown.reduce((most, value, at) => Math.max(most, Math.abs(value - pixels[at]!)), 0);
      expect(largest).toBeLessThanOrEqual(format === 'png' ? 0 : 6);
    },
  );

  it.each([
    ['JPEG', grey.clone().jpeg(), 1],
    ['JPEG in three channels', inThree.clone().jpeg(), 1],
    ['PNG', grey.clone().png(), 3], // as it always was: by its bytes it is recognised
  ] as const)('of a %s without colours is told to be grey', async (_, image, channels) => {
    const { content, about } = await keptOf(await image.toBuffer());
    expect(content).toEqual({ width: 100, height: 80, channels: 1 });
    expect(about).toMatchObject({ channels });
  });

  it('is the same for the same picture, whatever its file says beside it', async () => {
    const plain = await smooth(100, 80).jpeg().toBuffer();
    const comment = Buffer.from([0xff, 0xfe, 0, 6, ...Buffer.from('nota')]);
    const tagged = Buffer.concat([plain.subarray(0, 2), comment, plain.subarray(2)]);
    expect((await keptOf(tagged)).contentHash).toBe((await keptOf(plain)).contentHash);
  });

  it('is read by encoders as it lies there', async () => {
    const { contentHash, ...kept } = await keptOf(await smooth(100, 80).jpeg().toBuffer());
    const rows = [kept, { ...kept, content: { width: 100, height: 80 } }, { ...kept, content: {} }];
    for (const row of rows) {
      const content = await recordKinds.image.read({ id: 'r', ...row }, store);
      if (content.kind !== 'image' || 'pixels' in content) throw new Error('It is to be a file.');
      const { read, ...look } = content;
      expect(look).toEqual({ kind: 'image', width: 100, height: 80, channels: 3 });
      expect(await read()).toEqual(kept.file);
    }
  });

  it('of one that is too wide is none, before anything is written', async () => {
    const wide = await sharp({ create: { width: 10_001, height: 1, channels: 3, background: '#123' } })
      .png()
      .toBuffer();
    await expect(keptOf(wide)).rejects.toMatchObject({ detail: expect.stringContaining('10001 × 1 pixels; at most') });
  });
});

const data = process.env.QUERENT_DATA ?? fileURLToPath(new URL('../../../../../shared/data', import.meta.url));
const images = join(data, 'formats', 'images');
const END = '.expected.json';
const names = existsSync(images)
  ? readdirSync(images).flatMap((name) => (name.endsWith(END) ? [name.slice(0, -END.length)] : []))
  : [];

type Rgb = [number, number, number];
/** As the people who collected these files wrote it down. */
interface Expectation {
  outcome: 'accept' | 'refuse';
  image?: {
    width: number;
    height: number;
    tolerance?: number;
    quarters?: Record<'upper_left' | 'upper_right' | 'lower_left' | 'lower_right', Rgb>;
  };
}
/** A format that is not read here, as they allow. */
const REFUSED = ['icon.bmp'];

describe.skipIf(names.length === 0)('pictures of other programs ($QUERENT_DATA/formats/images)', () => {
  const bytesOf = (name: string) => readFileSync(join(images, name));
  const shownOf = async (name: string) => {
    const { file, content } = await keptOf(bytesOf(name));
    const picture = inColour(await readImage(file));
    const at = (x: number, y: number) => {
      const place = 3 * (Math.floor(y * picture.height) * picture.width + Math.floor(x * picture.width));
      return Array.from(picture.pixels.subarray(place, place + 3));
    };
    return { content, at };
  };

  it.each(names)('%s is kept as it looks, or refused in words', async (name) => {
    const { outcome, image }: Expectation = JSON.parse(readFileSync(join(images, name + END), 'utf8'));
    if (outcome === 'refuse' || REFUSED.includes(name)) {
      await expect(keptOf(bytesOf(name))).rejects.toMatchObject({ code: 'invalid_input' });
      return;
    }
    const { content, at } = await shownOf(name);
    expect(content).toMatchObject({ width: image!.width, height: image!.height });
    const places = { upper_left: [1, 1], upper_right: [3, 1], lower_left: [1, 3], lower_right: [3, 3] } as const;
    for (const [quarter, colour] of Object.entries(image!.quarters ?? {})) {
      const [x, y] = places[quarter as keyof typeof places];
      const away = at(x / 4, y / 4).map((value, c) => Math.abs(value - colour[c]!));
      expect(Math.max(...away), quarter).toBeLessThanOrEqual(image!.tolerance!);
    }
  });

  it.skipIf(!names.includes('gray16.png'))('the middle of a ramp of 16 bits is of middle brightness', async () => {
    const { at } = await shownOf('gray16.png');
    for (const value of at(24 / 48, 0.5)) expect(Math.abs(value - 128)).toBeLessThan(8);
  });
});
