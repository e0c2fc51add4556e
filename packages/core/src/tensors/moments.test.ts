import { describe, expect, it } from 'vitest';
import { columnMoments, isConstant } from './moments.js';

const momentsOf = (values: number[]) => {
  const { mean, deviation } = columnMoments(values, values.length, 1);
  return [mean[0]!, deviation[0]!] as const;
};

describe('a column', () => {
  it.each([1, 5, 14.62, -0.1, 1e-12, 1e12, 0])('of %d throughout has no deviation', (value) => {
    for (const count of [1, 10, 1_000]) expect(momentsOf(Array(count).fill(value))[1]).toBe(0);
  });

  it.each([1, 1e-7, 1e-12, 1e-150, 1e12])('has its deviation in whatever unit: × %d', (unit) => {
    const [mean, deviation] = momentsOf([1, 3, 5, 3].map((x) => x * unit));
    expect(mean / unit).toBeCloseTo(3, 9);
    expect(deviation / unit).toBeCloseTo(Math.SQRT2, 9);
  });

  it('far from zero has a deviation as long as it is more than rounding', () => {
    expect(momentsOf([1e6, 1e6 + 0.0625])[1]).toBeCloseTo(0.03125, 9);
    expect(momentsOf([1, 1 + 1e-15])[1]).toBeGreaterThan(0);
    expect(momentsOf(Array.from({ length: 100 }, (_, i) => 1 + 1e-15 * (i % 2)))[1]).toBe(0);
  });

  // _is_constant_feature(var, mean, n_samples) of scikit-learn's preprocessing/_data.py, by its formula.
  it.each([
    [0, 5, 10, true],
    [1e-31, 1, 10, true],
    [4.9e-30, 1, 10, true],
    [5e-30, 1, 10, false],
    [1e-14, 1e-7, 100, false],
    [1e-24, 1e-12, 100, false],
  ])('of variance %d and mean %d over %d records: constant is %o', (variance, mean, count, isFlat) => {
    expect(isConstant(variance, mean, count)).toBe(isFlat);
  });
});
