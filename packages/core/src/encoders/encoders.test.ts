import { describe, expect, it } from 'vitest';
import { decodeShard, encoders, encodeShard, type Picture } from './index.js';

const picture = (width: number, height: number, channels: number, values: number[]): Picture => ({
  kind: 'image',
  width,
  height,
  channels,
  pixels: Uint8Array.from(values),
});
const pixels = encoders.get('pixels');

describe('pixels', () => {
  it('grey pictures become rows of bytes, in their order', () => {
    const features = pixels.encode([picture(2, 1, 1, [0, 255]), picture(2, 1, 1, [7, 8])]);
    expect(features).toEqual({ dtype: 'uint8', shape: [1, 2, 1], count: 2, data: Uint8Array.of(0, 255, 7, 8) });
  });

  it('drops alpha', () => {
    expect(pixels.encode([picture(1, 1, 4, [1, 2, 3, 9])])).toMatchObject({
      shape: [1, 1, 3],
      data: Uint8Array.of(1, 2, 3),
    });
    expect(pixels.encode([picture(2, 1, 2, [1, 9, 2, 9])]).data).toEqual(Uint8Array.of(1, 2));
  });

  it('brings colours to a grey pool by luminance, and grey to a coloured one', () => {
    expect(pixels.encode([picture(1, 1, 3, [255, 0, 0])], [1, 1, 1]).data).toEqual(Uint8Array.of(76));
    expect(pixels.encode([picture(1, 1, 1, [5])], [1, 1, 3]).data).toEqual(Uint8Array.of(5, 5, 5));
  });

  it('refuses another size and false claims, and names the picture', () => {
    expect(() => pixels.encode([picture(1, 1, 1, [5]), picture(2, 1, 1, [5, 6])])).toThrow(
      /Picture 1 has 2 × 1 pixels, the others 1 × 1/,
    );
    expect(() => pixels.encode([picture(2, 2, 1, [5])])).toThrow(/claims 2 × 2 pixels/);
    expect(() => pixels.encode([])).toThrow(expect.objectContaining({ code: 'shape_mismatch' }));
    expect(pixels.encode([], [4, 4, 1]).count).toBe(0);
  });
});

describe('a feature shard', () => {
  const bytes = { dtype: 'uint8', shape: [2, 2, 1], start: 8, count: 2, data: Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 255) };
  const floats = { dtype: 'float32', shape: [3], start: 0, count: 1, data: Float32Array.of(0.1, -1e20, 3) };
  const shard = encodeShard(bytes as never);

  it('comes back as it was, in each type', () => {
    expect(decodeShard(shard)).toEqual(bytes);
    expect(decodeShard(encodeShard(floats as never))).toEqual(floats);
    expect(decodeShard(Buffer.from(encodeShard(floats as never)))).toEqual(floats);
    const half = encodeShard({ ...floats, data: Float32Array.of(0.5, -3, 1_024) } as never, { precision: 'float16' });
    expect(decodeShard(half)).toEqual({ ...floats, data: Float32Array.of(0.5, -3, 1_024) });
    expect(half.length).toBeLessThan(encodeShard(floats as never).length);
  });

  it('may be empty', () => {
    expect(decodeShard(encodeShard({ ...bytes, count: 0, data: new Uint8Array() } as never)).count).toBe(0);
  });

  it('is refused, with what to do next, if it was cut, changed or is something else', () => {
    const changed = Uint8Array.from(shard);
    changed[changed.length - 1]! ^= 1;
    for (const wrong of [shard.subarray(0, -1), changed, Uint8Array.of(1, 2, 3), new Uint8Array(100)]) {
      expect(() => decodeShard(wrong)).toThrow(expect.objectContaining({ code: 'shard_corrupt' }));
      expect(() => decodeShard(wrong)).toThrow(/Import the records again/);
    }
    expect(() => encodeShard({ ...bytes, count: 3 } as never)).toThrow(/need 12 values; there are 8/);
  });
});
