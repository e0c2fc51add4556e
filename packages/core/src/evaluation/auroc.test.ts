import { describe, expect, it } from 'vitest';
import { auroc } from './auroc.js';

describe('auroc', () => {
  it('counts the pairs in the right order: 3 of 4', () => {
    expect(auroc([2, 4], [1, 3])).toBe(0.75);
  });

  it('counts a tie half: (1 + ½ + 1 + 1) of 4', () => {
    expect(auroc([2, 3], [1, 2])).toBe(0.875);
  });

  it('is 1 where every positive is above, 0 where every one is below, ½ where all are equal', () => {
    expect(auroc([5, 6, 7], [1, 2])).toBe(1);
    expect(auroc([1, 2], [5, 6, 7])).toBe(0);
    expect(auroc([1, 1, 1], [1, 1])).toBe(0.5);
  });

  it('turns into its complement when the sides change places', () => {
    const [a, b] = [
      [0.1, 0.4, 0.4, 0.9],
      [0.2, 0.4, 0.7],
    ];
    expect(auroc(a!, b!) + auroc(b!, a!)).toBeCloseTo(1, 12);
  });

  it('agrees with counting all pairs of 60 scores with ties', () => {
    const scores = Array.from({ length: 60 }, (_, i) => (i * 37) % 11);
    const [a, b] = [scores.slice(0, 25), scores.slice(25)];
    let pairs = 0;
    for (const x of a) for (const y of b) pairs += x > y ? 1 : x === y ? 0.5 : 0;
    expect(auroc(a, b)).toBeCloseTo(pairs / (a.length * b.length), 12);
  });

  it('orders infinities, and says NaN of nothing and of NaN', () => {
    expect(auroc([Infinity, Infinity], [Infinity, -Infinity])).toBe(0.75);
    expect(auroc([], [1])).toBeNaN();
    expect(auroc([1, Number.NaN], [1])).toBeNaN();
  });
});
