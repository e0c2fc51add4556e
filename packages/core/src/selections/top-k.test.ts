import { describe, expect, it } from 'vitest';
import { permutation, random } from '../tensors/index.js';
import { topK } from './top-k.js';

const stream = random(1);
const SCORES = Array.from({ length: 500 }, () => Math.round(stream.uniform() * 20));

function best(k: number, seed: number, order: ArrayLike<number> = SCORES.map((_, i) => i)) {
  const kept = topK(k, seed);
  for (let i = 0; i < order.length; i++) kept.add(order[i]!, SCORES[order[i]!]!);
  return kept.best();
}

describe('top k', () => {
  it('known answer of top-k: what a full sort keeps', () => {
    const sorted = [...SCORES].sort((a, b) => b - a).slice(0, 50);
    expect(best(50, 1).map(({ score }) => score)).toEqual(sorted);
  });

  it('breaks ties by the seed, whatever the order of arrival', () => {
    expect(best(50, 1, permutation(500, 9))).toEqual(best(50, 1));
    expect(best(50, 2)).not.toEqual(best(50, 1));
  });

  it('gives everything where k is beyond the pool, and nothing for zero', () => {
    expect(best(1_000, 1)).toHaveLength(500);
    expect(best(0, 1)).toHaveLength(0);
  });

  it('refuses what is no number of records', () => {
    for (const k of [Number.NaN, 1.5]) expect(() => topK(k, 1)).toThrow(/whole number of records/);
    expect(best(Number.POSITIVE_INFINITY, 1)).toHaveLength(500);
  });

  it('leaves out scores that are not numbers, and reports them', () => {
    const kept = topK(3, 1);
    [1, Number.NaN, 3, Number.NEGATIVE_INFINITY].forEach((score, index) => {
      kept.add(index, score);
    });
    expect(kept.excluded).toBe(1);
    expect(kept.best().map(({ index }) => index)).toEqual([2, 0, 3]);
  });
});
