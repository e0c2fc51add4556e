import { describe, expect, it } from 'vitest';
import { crc32, crc32ByTable } from './container.js';
import { fromFloat16, toFloat16 } from './float16.js';
import { dropoutMask, entropy, loadState, logMeanExp, permutation, random, type State, saveState } from './index.js';

describe('randomness', () => {
  it('the same seed and keys give the same numbers, other keys others', () => {
    const take = (...keys: number[]) =>
      Array.from(
        { length: 5 },
        (
          (stream) => () =>
            stream.uint32()
        )(random(1, ...keys)),
      );
    expect(take(1, 2)).toEqual(take(1, 2));
    expect(take(1, 2)).not.toEqual(take(2, 1));
    expect(take()).not.toEqual(take(0));
  });

  it('uniform numbers have mean 1/2 and variance 1/12, normal ones 0 and 1', () => {
    const moments = (next: () => number) => {
      const values = Array.from({ length: 100_000 }, next);
      const mean = values.reduce((a, b) => a + b) / values.length;
      return [mean, values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length] as const;
    };
    const uniform = moments(random(1).uniform);
    expect(uniform[0]).toBeCloseTo(0.5, 2);
    expect(uniform[1]).toBeCloseTo(1 / 12, 2);
    const normal = moments(random(2).normal);
    expect(normal[0]).toBeCloseTo(0, 1.5);
    expect(normal[1]).toBeCloseTo(1, 1);
  });

  it('a permutation holds every number once', () => {
    expect(Array.from(permutation(100, 5)).sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
  });

  it('a dropout mask holds zeros and 1/(1 − rate)', () => {
    expect([...new Set(dropoutMask(1_000, 0.5, random(1)))].sort()).toEqual([0, 2]);
    expect([...new Set(dropoutMask(10, 0, random(1)))]).toEqual([1]);
  });
});

describe('log space', () => {
  it('entropy of a certain and of a uniform distribution', () => {
    expect(entropy([1, 0, 0])).toBe(0);
    expect(entropy([0.25, 0.25, 0.25, 0.25])).toBeCloseTo(Math.log(4), 15);
  });

  it('logMeanExp neither overflows nor loses −∞', () => {
    expect(logMeanExp([1000, 1000])).toBe(1000);
    expect(logMeanExp([-Infinity, 0])).toBeCloseTo(-Math.LN2, 15);
    expect(logMeanExp([-Infinity, -Infinity])).toBe(-Infinity);
  });
});

describe('a saved state', () => {
  const state: State = {
    '0.kernel': { shape: [2, 2], data: Float32Array.of(0.1, -0, Number.MIN_VALUE, 3e38) },
    '0.bias': { shape: [], data: Float32Array.of(7) },
  };
  const bytes = saveState(state);

  it('comes back to the bit, also from the middle of a larger buffer', () => {
    const shifted = new Uint8Array(bytes.length + 1);
    shifted.set(bytes, 1);
    expect(loadState(shifted.subarray(1))).toEqual(state);
    expect(loadState(Buffer.from(bytes))).toEqual(state);
  });

  it('is refused, with what to do next, if it was cut, changed or is something else', () => {
    const changed = Uint8Array.from(bytes);
    changed[changed.length - 3]! ^= 1;
    for (const wrong of [
      bytes.subarray(0, -2),
      changed,
      Uint8Array.of(1, 2, 3),
      new Uint8Array(),
      new Uint8Array(64),
    ]) {
      expect(() => loadState(wrong)).toThrow(expect.objectContaining({ code: 'state_corrupt' }));
      expect(() => loadState(wrong)).toThrow(/Train the round again/);
    }
  });

  it('the checksum is the CRC-32 of zip files', () => {
    for (const crc of [crc32, crc32ByTable]) expect(crc(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
  });
});

describe('half precision', () => {
  const through = (...values: number[]) => Array.from(fromFloat16(toFloat16(Float32Array.from(values))));

  it('keeps what it can represent and rounds the rest to even', () => {
    expect(through(0, 1, -2, 0.5, 65_504, 2 ** -24, 2 ** -14)).toEqual([0, 1, -2, 0.5, 65_504, 2 ** -24, 2 ** -14]);
    expect(through(2_049, 2_051)).toEqual([2_048, 2_052]);
    expect(through(1.5 * 2 ** -24, 2 ** -26)).toEqual([2 ** -23, 0]);
    expect(through(65_519, 65_520, -1e9, Number.NaN)).toEqual([65_504, Infinity, -Infinity, Number.NaN]);
  });

  it('gives every bit pattern back', () => {
    const patterns = Uint16Array.from({ length: 2 ** 16 }, (_, i) => i).filter((p) => (p & 0x7fff) <= 0x7c00);
    expect(toFloat16(fromFloat16(patterns))).toEqual(patterns);
  });
});
