import { describe, expect, it } from 'vitest';
import { decodeShard, encodeShard } from '../encoders/index.js';
import { dropoutMask, entropy, loadState, logMeanExp, permutation, random, saveState } from './index.js';

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

describe('bytes', () => {
  const shard = encodeShard({
    dtype: 'uint8',
    shape: [2, 2, 1],
    start: 8,
    count: 2,
    data: Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 255),
  });

  it('shards come back as they were, in both types', () => {
    expect(decodeShard(shard)).toMatchObject({ start: 8, count: 2, shape: [2, 2, 1] });
    expect(Array.from(decodeShard(shard).data)).toEqual([0, 1, 2, 3, 4, 5, 6, 255]);
    const floats = { dtype: 'float32', shape: [2], start: 0, count: 1, data: Float32Array.of(0.1, -1e20) } as const;
    expect(decodeShard(encodeShard({ ...floats, shape: [2] }))).toEqual({ ...floats });
  });

  it('cut or foreign bytes are refused with what to do next', () => {
    expect(() => decodeShard(shard.subarray(0, -1))).toThrow(/Import the records again/);
    expect(() => decodeShard(Uint8Array.of(1, 2, 3))).toThrow(/not a feature file/);
    const state = saveState({ w: { shape: [2], data: Float32Array.of(1, 2) } });
    expect(() => loadState(state.subarray(0, -2))).toThrow(/Train the round again/);
    expect(() => loadState(shard)).toThrow(/not a model file/);
  });
});
