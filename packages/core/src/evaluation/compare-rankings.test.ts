import { expect, it } from 'vitest';
import { compareRankings } from './compare-rankings.js';

it('known answers: equal orders agree, reversed ones disagree, and one swap of four costs 0.2', () => {
  expect(compareRankings([4, 2, 9], [4, 2, 9], 2)).toEqual({ overlap: 1, common: 3, correlation: 1 });
  expect(compareRankings([1, 2, 3], [3, 2, 1], 1)).toEqual({ overlap: 0, common: 3, correlation: -1 });
  expect(compareRankings([1, 2, 3, 4], [2, 1, 3, 4], 1).correlation).toBeCloseTo(0.8, 12); // 1 − 6·2 / (4·15)
});

it('records of one order only do not count for the correlation', () => {
  expect(compareRankings([7, 1, 2], [1, 8, 2], 2)).toEqual({ overlap: 0.5, common: 2, correlation: 1 });
});

it('of nothing in common, or of nothing, there is no correlation', () => {
  expect(compareRankings([1], [2], 5)).toEqual({ overlap: 0, common: 0, correlation: null });
  expect(compareRankings([], [], 5)).toEqual({ overlap: 0, common: 0, correlation: null });
});
