import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { floats } from '../tensors/floats.js';
import type { Picture } from './content.js';
import { encoders, hasPhotoModel, keepPhotoModel, photoSettings } from './index.js';
import { readTorchFile } from './torch-file.js';

const photo = encoders.get('photo');

function picture(width: number, height: number, value: (x: number, y: number, c: number) => number): Picture {
  const pixels = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) for (let c = 0; c < 3; c++) pixels[(y * width + x) * 3 + c] = value(x, y, c);
  return { kind: 'image', width, height, channels: 3, pixels };
}

const stripes = (x: number, y: number, c: number) => (x * 7 + y * 13 + c * 29) % 256;
const distance = (a: Float32Array, b: Float32Array) => Math.hypot(...a.map((value, i) => value - b[i]!));

async function rows(...pictures: Picture[]): Promise<Float32Array[]> {
  const opened = await photo.open(await photo.prepare(pictures));
  const { data, count } = await opened.encode(pictures).finally(opened.release);
  return Array.from({ length: count }, (_, n) => floats(data).subarray(n * 1_280, (n + 1) * 1_280));
}

describe.skipIf(!hasPhotoModel())('the encoder of photos', () => {
  it('known answer of photo: what the network gives computed by numpy in double precision, convolution by convolution', async () => {
    const [row] = await rows(picture(256, 256, stripes));
    expect(row![0]).toBeCloseTo(0.080418366, 4);
    expect(row![7]).toBeCloseTo(1.0595891, 4);
    expect(row!.reduce((sum, value) => sum + value, 0)).toBeCloseTo(202.187967, 2);
    expect(Math.hypot(...row!)).toBeCloseTo(20.5416385, 3);
  });

  it('sees the middle of a photo, whatever lies beside it and however large it is', async () => {
    const wave = (x: number, y: number, c: number) => 128 + 100 * Math.sin(x / 9 + c) * Math.cos(y / 11);
    const [square, wide, large] = await rows(
      picture(256, 256, wave),
      picture(656, 256, (x, y, c) => (x < 200 || x >= 456 ? 0 : wave(x - 200, y, c))),
      picture(768, 768, (x, y, c) => wave((x - 1) / 3, (y - 1) / 3, c)),
    );
    expect(distance(square!, wide!)).toBe(0);
    expect(distance(square!, large!)).toBeLessThan(0.05 * Math.hypot(...square!));
  });

  it('reads pictures of one pixel, of a line, in grey, and what is transparent on white', async () => {
    const white = picture(300, 300, () => 255);
    const clear: Picture = { kind: 'image', width: 20, height: 20, channels: 4, pixels: new Uint8Array(1_600) };
    const grey: Picture = { kind: 'image', width: 9, height: 9, channels: 1, pixels: new Uint8Array(81).fill(255) };
    const [expected, ...others] = await rows(
      white,
      clear,
      grey,
      picture(1, 1, () => 255),
      picture(3_000, 1, () => 255),
    );
    for (const row of others) expect(distance(row, expected!)).toBeLessThan(1e-4);
  });

  it('names the picture that has fewer pixels than it says', async () => {
    const broken = { ...picture(4, 4, () => 0), pixels: new Uint8Array(3) };
    await expect(
      rows(
        picture(4, 4, () => 0),
        broken,
      ),
    ).rejects.toThrow(/Picture 1 claims 4 × 4/);
  });
});

describe('the network for photos', () => {
  const { file } = photoSettings;
  afterEach(() => {
    photoSettings.file = file;
  });

  it('is said to be missing, with what to do, and nothing is kept of a file that is something else', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'querent-photos-'));
    photoSettings.file = join(folder, 'cache', 'network.onnx');
    expect(hasPhotoModel()).toBe(false);
    await expect(photo.open(await photo.prepare([]))).rejects.toMatchObject({ code: 'model_unavailable' });
    await expect(keepPhotoModel(new Uint8Array(100))).rejects.toThrow(/no file of PyTorch/);
    expect(hasPhotoModel()).toBe(false);
    await rm(folder, { recursive: true });
  });

  it('is said to be missing where its file is damaged', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'querent-photos-'));
    photoSettings.file = join(folder, 'network.onnx');
    await writeFile(photoSettings.file, 'no graph');
    expect((await stat(photoSettings.file)).size).toBeGreaterThan(0);
    const refusal = photo.open(await photo.prepare([]));
    await expect(refusal).rejects.toMatchObject({ code: 'model_unavailable' });
    await expect(refusal).rejects.toThrow(`cannot be loaded from ${photoSettings.file}. Remove that file`);
    await rm(folder, { recursive: true });
  });
});

describe('a file of PyTorch', () => {
  const HEAD = '80028a0a6cfc9c46f9206aa850192e80024de9032e';
  const file = (...parts: (string | Uint8Array)[]) =>
    Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)));
  const head = Buffer.from(HEAD, 'hex');
  const storage = '(X\x07\0\0\0storagectorch\nFloatStorage\nX\x01\0\0\0kX\x03\0\0\0cpuK\x06NtQ';
  /** { "w": a view of numbers 0 … 5 }, of which `strides` says how they lie. */
  const state = (shape: string, strides: string) =>
    `\x80\x02}X\x01\0\0\0wctorch._utils\n_rebuild_tensor_v2\n(${storage}K\0${shape}${strides}\x89}tRs.`;
  const numbers = file(
    '\x80\x02]X\x01\0\0\0ka.',
    Buffer.from('0600000000000000', 'hex'),
    new Uint8Array(Float32Array.of(0, 1, 2, 3, 4, 5).buffer),
  );

  it('gives tensors as they are seen, whatever lies how in it', () => {
    const plain = readTorchFile(file(head, '\x80\x02}.', state('K\x02K\x03\x86', 'K\x03K\x01\x86'), numbers));
    expect(plain.get('w')).toEqual({ shape: [2, 3], data: Float32Array.of(0, 1, 2, 3, 4, 5) });
    const turned = readTorchFile(file(head, '\x80\x02}.', state('K\x03K\x02\x86', 'K\x01K\x03\x86'), numbers));
    expect(turned.get('w')).toEqual({ shape: [3, 2], data: Float32Array.of(0, 3, 1, 4, 2, 5) });
  });

  it('runs nothing: a file that names anything else is refused', () => {
    const hostile = file(head, '\x80\x02}.', 'cos\nsystem\n(X\x04\0\0\0truetR.');
    expect(() => readTorchFile(hostile)).toThrow(/wants to run "os.system"/);
    for (const name of ['constructor', '__proto__', 'toString'])
      expect(() => readTorchFile(file(head, '\x80\x02}.', `c${name}\n\n.`))).toThrow(/wants to run/);
  });

  it('is refused where it ends early, and where its numbers are missing', () => {
    const whole = file(head, '\x80\x02}.', state('K\x02K\x03\x86', 'K\x03K\x01\x86'), numbers);
    for (let length = 0; length < whole.length; length += 7)
      expect(() => readTorchFile(whole.subarray(0, length))).toThrow();
    const other = file(head, '\x80\x02}.', state('K\x09K\x03\x86', 'K\x03K\x01\x86'), numbers);
    expect(() => readTorchFile(other)).toThrow();
  });
});
