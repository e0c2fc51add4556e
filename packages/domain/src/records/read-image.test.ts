import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { inGrey } from '@querent/core/encoders';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { readImage } from './read-image.js';
import { writeImage } from './write-image.js';

const raw = (width: number, channels: 1 | 2 | 3 | 4, values: ArrayLike<number>, Type: Typed = Uint8Array) =>
  sharp(Type.from(values), { raw: { width, height: values.length / width / channels, channels } });
type Typed = typeof Uint8Array | typeof Uint16Array;
const greysOf = async (image: Sharp) => Array.from(inGrey(await readImage(await image.toBuffer())).pixels);
const deep = (...values: number[]) => values.map((value) => 257 * value);

describe('the grey of a picture', () => {
  it('is the documented luminance of its colours, and itself where it is grey', async () => {
    expect(await greysOf(raw(4, 3, [200, 0, 0, 0, 200, 0, 0, 0, 200, 1, 2, 3]).png())).toEqual([60, 117, 23, 2]);
    const greys = [...Array(256).keys()];
    expect(await greysOf(raw(256, 1, greys).png())).toEqual(greys);
  });

  it.each<[string, Sharp]>([
    ['RGB and alpha', raw(3, 4, [0, 0, 0, 0, 200, 0, 0, 255, 0, 0, 0, 128]).png()],
    ['a palette with alpha', raw(3, 4, [0, 0, 0, 0, 200, 0, 0, 255, 0, 0, 0, 128]).png({ palette: true })],
    ['WebP', raw(3, 4, [0, 0, 0, 0, 200, 0, 0, 255, 0, 0, 0, 128]).webp({ lossless: true })],
    [
      '16 bits',
      raw(3, 4, deep(0, 0, 0, 0, 200, 0, 0, 255, 0, 0, 0, 128), Uint16Array)
        .toColourspace('rgb16')
        .png(),
    ],
    ['grey and alpha', raw(3, 2, [0, 0, 60, 255, 0, 128]).png()],
    [
      '16 bits of grey and alpha',
      raw(3, 2, deep(0, 0, 60, 255, 0, 128), Uint16Array)
        .toColourspace('grey16')
        .png(),
    ],
  ])('is laid on white where the picture is transparent: %s', async (_, image) => {
    expect(await greysOf(image)).toEqual([255, 60, 127]);
  });

  it('is that of the first picture of an animation, as seen', async () => {
    const frame = (...values: number[]) => raw(2, 4, values);
    const frames = [frame(0, 0, 0, 0, 0, 0, 0, 255), frame(0, 0, 0, 255, 0, 0, 0, 255)];
    const pages = await Promise.all(frames.map((one) => one.png().toBuffer()));
    expect(await greysOf(sharp(pages, { join: { animated: true } }).gif())).toEqual([255, 0]);
  });

  it('is that of the colours which a picture for print shows on a screen', async () => {
    const cmyk = await raw(1, 3, [200, 0, 0]).toColourspace('cmyk').tiff().toBuffer();
    const [r, g, b] = await sharp(cmyk).toColourspace('srgb').raw().toBuffer();
    expect(r! - g!).toBeGreaterThan(150);
    const picture = await readImage(cmyk);
    expect(Array.from(picture.pixels)).toEqual([r, g, b]);
    expect(Array.from(inGrey(picture).pixels)).toEqual([Math.round(0.299 * r! + 0.587 * g! + 0.114 * b!)]);
  });
});

it.each([
  ['in colour', [0, 0, 0, 0, 200, 0, 0, 255], 3, [255, 255, 255, 200, 0, 0]],
  ['in one channel where all its colours are grey', [0, 0, 0, 0, 60, 60, 60, 255], 1, [255, 60]],
] as const)(
  'what people see is what the model gets, %s, with nothing left of alpha and tags',
  async (_, given, channels, kept) => {
    const picture = await readImage(await raw(2, 4, given).png().toBuffer());
    const [{ pixels, ...rest }, png] = [picture, await writeImage(picture)];
    const seen = channels === 3 ? kept : kept.flatMap((value) => [value, value, value]);
    expect(Array.from(await sharp(png).toColourspace('srgb').raw().toBuffer())).toEqual(seen);
    expect(rest.channels).toBe(channels);
    expect(Array.from(pixels)).toEqual(kept);
    expect((await sharp(png).metadata()).hasAlpha).toBe(false);
    expect(Array.from((await readImage(png)).pixels)).toEqual(kept);
  },
);

/** How orientation o shows the upright [0, 85, 170] above [255, 40, 200]: rows of the stored picture, by the EXIF standard. */
const STORED: Record<number, number[][]> = {
  1: [
    [0, 85, 170],
    [255, 40, 200],
  ],
  2: [
    [170, 85, 0],
    [200, 40, 255],
  ],
  3: [
    [200, 40, 255],
    [170, 85, 0],
  ],
  4: [
    [255, 40, 200],
    [0, 85, 170],
  ],
  5: [
    [0, 255],
    [85, 40],
    [170, 200],
  ],
  6: [
    [170, 200],
    [85, 40],
    [0, 255],
  ],
  7: [
    [200, 170],
    [40, 85],
    [255, 0],
  ],
  8: [
    [255, 0],
    [40, 85],
    [200, 170],
  ],
};

it.each(Object.entries(STORED))('a picture of orientation %s is turned upright', async (orientation, rows) => {
  const image = raw(rows[0]!.length, 1, rows.flat()).withMetadata({ orientation: Number(orientation) });
  for (const format of ['png', 'webp', 'tiff'] as const) {
    const file = await image.clone().toFormat(format, { lossless: true, compression: 'lzw' }).toBuffer();
    const picture = await readImage(file);
    const { width, height, pixels } = picture;
    expect([width, height, ...pixels], format).toEqual([3, 2, 0, 85, 170, 255, 40, 200]);
    expect((await sharp(await writeImage(picture)).metadata()).orientation).toBeUndefined();
  }
});

const cases = process.env.QUERENT_DATA ?? fileURLToPath(new URL('../../../../../shared/data', import.meta.url));
const of = async (...path: string[]) => readImage(await readFile([cases, 'cases', ...path].join('/')));

describe.skipIf(!existsSync(`${cases}/cases`))('the small inputs that trip readers ($QUERENT_DATA/cases)', () => {
  it.each(['', '-grey-alpha'])('two drawings on transparent ground differ (bar…%s.png)', async (kind) => {
    const [across, down] = [
      await of('a10-transparent', `bar-across${kind}.png`),
      await of('a10-transparent', `bar-down${kind}.png`),
    ];
    for (const { pixels } of [across, down]) expect(pixels.reduce((sum, value) => sum + value, 0)).toBe(175_440);
    expect(across.pixels.filter((value, i) => value !== down.pixels[i]).length).toBeGreaterThan(200);
  });

  it('eight orientations of one picture are eight equal pictures', async () => {
    const [first, ...others] = await Promise.all(
      [1, 2, 3, 4, 5, 6, 7, 8].map((o) => of('a11-exif', `orientation-${o}.jpg`)),
    );
    expect(first).toMatchObject({ width: 48, height: 32 });
    for (const { width, height, pixels } of others) {
      expect([width, height]).toEqual([48, 32]);
      // JPEG blocks fall differently on a turned picture
      expect(pixels.reduce((most, value, i) => Math.max(most, Math.abs(value - first!.pixels[i]!)), 0)).toBeLessThan(
        24,
      );
    }
  });
});

describe('a file that is no picture', () => {
  const noise = raw(
    60,
    3,
    Array.from({ length: 10_800 }, (_, at) => (at * 7_919) % 251),
  );
  const fileOf = (format: 'png' | 'jpeg' | 'webp' | 'gif' | 'avif') => noise.clone()[format]().toBuffer();
  const saidOf = (bytes: Uint8Array) =>
    readImage(bytes).then(
      () => 'read',
      ({ message }: Error) => message,
    );

  it.each(['png', 'jpeg', 'webp', 'gif', 'avif'] as const)('since its end is missing says so: %s', async (format) => {
    const bytes = await fileOf(format);
    expect(await saidOf(bytes)).toBe('read');
    expect(await saidOf(bytes.subarray(0, bytes.length / 2))).toBe(
      'It cannot be read as a picture: the file ends too early. Bring it again, whole.',
    );
  });

  it.each(['png', 'avif'] as const)('since it is damaged says so, in no words of a library: %s', async (format) => {
    const bytes = Buffer.from(await fileOf(format)).fill(0x55, 450, 600);
    expect(await saidOf(bytes)).toBe('It cannot be read as a picture: the file is damaged. Bring it again.');
  });

  it('since it is something else says what to bring', async () => {
    expect(await saidOf(Buffer.from('no picture at all'))).toBe(
      'It cannot be read as a picture. Bring it as PNG, JPEG, WebP, GIF, AVIF or TIFF.',
    );
    expect(await saidOf(new Uint8Array())).toBe('It cannot be read as a picture: the file is empty. Bring it again.');
    expect(await saidOf(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'))).toMatch(
      /^It is a drawing \(SVG\)/,
    );
  });
});
