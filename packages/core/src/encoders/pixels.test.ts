import { describe, expect, it } from 'vitest';
import { encoders, inColour, inGrey, type Picture } from './index.js';

const picture = (width: number, height: number, channels: number, values: number[]): Picture => ({
  kind: 'image',
  width,
  height,
  channels,
  pixels: Uint8Array.from(values),
});
const pixels = encoders.get('pixels');
const encode = async (pictures: Picture[], like?: number[]) =>
  (await pixels.open(like ? pixels.encodingOf({ shape: like }) : await pixels.prepare(pictures))).encode(pictures);

describe('pixels', () => {
  it('grey pictures become rows of bytes, in their order', async () => {
    const features = await encode([picture(2, 1, 1, [0, 255]), picture(2, 1, 1, [7, 8])]);
    expect(features).toEqual({ dtype: 'uint8', shape: [1, 2, 1], count: 2, data: Uint8Array.of(0, 255, 7, 8) });
  });

  it('lays what is transparent on white', async () => {
    const half = [10, 20, 30, 128]; // 255 + (v − 255)·128/255
    expect(await encode([picture(3, 1, 4, [1, 2, 3, 255, 1, 2, 3, 0, ...half])])).toMatchObject({
      shape: [1, 3, 3],
      data: Uint8Array.of(1, 2, 3, 255, 255, 255, 132, 137, 142),
    });
    expect((await encode([picture(3, 1, 2, [0, 0, 0, 255, 10, 128])])).data).toEqual(Uint8Array.of(255, 0, 132));
    expect((await encode([picture(2, 1, 4, [0, 0, 0, 0, 200, 0, 0, 255])], [1, 2, 1])).data).toEqual(
      Uint8Array.of(255, 60),
    );
    expect((await encode([picture(1, 1, 2, [0, 0])], [1, 1, 3])).data).toEqual(Uint8Array.of(255, 255, 255));
  });

  it('keeps all 256 greys through colours', () => {
    const greys = picture(256, 1, 1, [...Array(256).keys()]);
    expect(inGrey(inColour(greys))).toEqual(greys);
  });

  it('known answer of pixels: it brings colours to a grey pool by luminance, and grey to a coloured one', async () => {
    expect((await encode([picture(1, 1, 3, [255, 0, 0])], [1, 1, 1])).data).toEqual(Uint8Array.of(76));
    expect((await encode([picture(1, 1, 1, [5])], [1, 1, 3])).data).toEqual(Uint8Array.of(5, 5, 5));
  });

  it('brings pictures of another size to that of the first, or all to a square', async () => {
    const checks = picture(4, 2, 1, [0, 0, 200, 200, 0, 0, 200, 200]);
    const { shape, data } = await encode([picture(2, 1, 1, [5, 6]), checks]);
    expect(shape).toEqual([1, 2, 1]);
    expect(Array.from(data.subarray(0, 2))).toEqual([5, 6]);
    expect(data[2]).toBeLessThan(40);
    expect(data[3]).toBeGreaterThan(160);
    const plain = picture(30, 9, 3, Array(270).fill([10, 20, 30]).flat());
    const square = await pixels.open(await pixels.prepare([plain], { side: 4, colours: 'colour' }));
    const { shape: all, data: own } = await square.encode([plain, picture(1, 1, 1, [9])]);
    expect(all).toEqual([4, 4, 3]);
    expect(Array.from(own)).toEqual([...Array(16).fill([10, 20, 30]).flat(), ...Array(48).fill(9)]);
  });

  it('refuses false claims, and names the picture; large ones without a side', async () => {
    const large = picture(257, 1, 1, Array(257).fill(0));
    await expect(pixels.prepare([large])).rejects.toMatchObject({ code: 'too_large' });
    expect((await pixels.prepare([large], { side: 8 })).fitted.shape).toEqual([8, 8, 1]);
    await expect(encode([picture(2, 2, 1, [5])])).rejects.toThrow(/claims 2 × 2 pixels/);
    await expect(encode([])).rejects.toMatchObject({ code: 'shape_mismatch' });
    expect((await encode([], [4, 4, 1])).count).toBe(0);
    expect(() => pixels.encodingOf({ shape: [4, 4, 2] })).toThrow(expect.objectContaining({ code: 'state_corrupt' }));
  });
});
