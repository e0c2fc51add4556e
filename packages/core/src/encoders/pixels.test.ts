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

  it('refuses another size and false claims, and names the picture', async () => {
    await expect(encode([picture(1, 1, 1, [5]), picture(2, 1, 1, [5, 6])])).rejects.toThrow(
      /Picture 1 has 2 × 1 pixels, the others 1 × 1/,
    );
    await expect(encode([picture(2, 2, 1, [5])])).rejects.toThrow(/claims 2 × 2 pixels/);
    await expect(encode([])).rejects.toMatchObject({ code: 'shape_mismatch' });
    expect((await encode([], [4, 4, 1])).count).toBe(0);
    expect(() => pixels.encodingOf({ shape: [4, 4, 2] })).toThrow(expect.objectContaining({ code: 'state_corrupt' }));
  });
});
