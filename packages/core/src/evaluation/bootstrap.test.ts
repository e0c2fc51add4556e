import { describe, expect, it } from 'vitest';
import { bootstrap } from './bootstrap.js';

describe('the bootstrap', () => {
  it('of a mean is as wide as the central limit theorem has it', () => {
    const values = Float64Array.from({ length: 400 }, (_, n) => (n * 37) % 100);
    const mean = (rows: Int32Array) => rows.reduce((sum, n) => sum + values[n]!, 0) / rows.length;
    const { value, low, high } = bootstrap(400, mean, { times: 2_000 });
    const deviation = Math.sqrt(values.reduce((sum, v) => sum + (v - 49.5) ** 2, 0) / 400);
    expect(value).toBe(49.5);
    expect((high - low) / (2 * 1.96 * (deviation / 20))).toBeCloseTo(1, 1);
    expect((low + high) / 2).toBeCloseTo(49.5, 0);
  });

  it('leaves draws out that do not determine the figure, and gives the same for the same seed', () => {
    const figure = (rows: Int32Array) => (rows.includes(0) ? rows.length : Number.NaN);
    expect(bootstrap(3, figure)).toEqual({ value: 3, low: 3, high: 3 });
    expect(bootstrap(1, () => Number.NaN).low).toBeNaN();
    const broken = bootstrap(9, (rows) => (rows.includes(0) ? Number.NaN : 1)); // most draws leave the first record out
    expect([broken.value, broken.low, broken.high]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    const mean = (rows: Int32Array) => rows.reduce((sum, n) => sum + n, 0) / rows.length;
    expect(bootstrap(20, mean, { seed: 2 })).toEqual(bootstrap(20, mean, { seed: 2 }));
  });
});

it('an interval holds its value, also of a figure that grows where records repeat', () => {
  const distinct = (rows: ArrayLike<number>) => -new Set(Array.from(rows)).size;
  const { value, low, high } = bootstrap(50, distinct);
  expect(value).toBe(-50);
  expect(low).toBe(-50);
  expect(high).toBeGreaterThan(-50);
});
