import { describe, expect, it } from 'vitest';
import { decodeShard, encodeShard } from './index.js';

describe('a feature shard', () => {
  const bytes = { dtype: 'uint8', shape: [2, 2, 1], start: 8, count: 2, data: Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 255) };
  const floats = { dtype: 'float32', shape: [3], start: 0, count: 1, data: Float32Array.of(0.1, -1e20, 3) };
  const shard = encodeShard(bytes as never);

  it('comes back as it was, in each type', () => {
    expect(decodeShard(shard)).toEqual(bytes);
    expect(decodeShard(encodeShard(floats as never))).toEqual(floats);
    const rows = { ...floats, scale: 'rows' };
    expect(decodeShard(encodeShard(rows as never))).toEqual(rows);
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
