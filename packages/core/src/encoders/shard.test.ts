import { describe, expect, it } from 'vitest';
import type { FeatureChunk } from '../tensors/features.js';
import { decodeShard, encodeShard } from './index.js';

describe('a feature shard', () => {
  const bytes: FeatureChunk = {
    dtype: 'uint8',
    shape: [2, 2, 1],
    start: 8,
    count: 2,
    data: Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 255),
  };
  const floats: FeatureChunk = {
    dtype: 'float32',
    shape: [3],
    start: 0,
    count: 1,
    data: Float32Array.of(0.1, -1e20, 3),
  };
  const shard = encodeShard(bytes);

  it('comes back as it was, in each type', () => {
    expect(decodeShard(shard)).toEqual(bytes);
    expect(decodeShard(encodeShard(floats))).toEqual(floats);
    const rows: FeatureChunk = { ...floats, scale: 'rows' };
    expect(decodeShard(encodeShard(rows))).toEqual(rows);
    expect(decodeShard(Buffer.from(encodeShard(floats)))).toEqual(floats);
    const half = encodeShard({ ...floats, data: Float32Array.of(0.5, -3, 1_024) }, { precision: 'float16' });
    expect(decodeShard(half)).toEqual({ ...floats, data: Float32Array.of(0.5, -3, 1_024) });
    expect(half.length).toBeLessThan(encodeShard(floats).length);
  });

  it('may be empty', () => {
    expect(decodeShard(encodeShard({ ...bytes, count: 0, data: new Uint8Array() })).count).toBe(0);
  });

  it('is refused, with what to do next, if it was cut, changed or is something else', () => {
    const changed = Uint8Array.from(shard);
    changed[changed.length - 1]! ^= 1;
    for (const wrong of [shard.subarray(0, -1), changed, Uint8Array.of(1, 2, 3), new Uint8Array(100)]) {
      expect(() => decodeShard(wrong)).toThrow(expect.objectContaining({ code: 'shard_corrupt' }));
      expect(() => decodeShard(wrong)).toThrow(/Import the records again/);
    }
    expect(() => encodeShard({ ...bytes, count: 3 })).toThrow(/need 12 values; there are 8/);
  });
});
