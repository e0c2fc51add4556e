import { describe, expect, it } from 'vitest';
import { assignFolds } from './folds.js';

const sizesOf = (foldN: Int32Array, folds: number) =>
  Array.from({ length: folds }, (_, fold) => foldN.filter((own) => own === fold).length);

describe('parts of labelled records', () => {
  it('are of nearly equal size, and drawn by the seed', () => {
    const alike = new Int32Array(23);
    expect(sizesOf(assignFolds(alike, 5, 1), 5).sort()).toEqual([4, 4, 5, 5, 5]);
    expect(assignFolds(alike, 5, 1)).toEqual(assignFolds(alike, 5, 1));
    expect(assignFolds(alike, 5, 1)).not.toEqual(assignFolds(alike, 5, 2));
  });

  it('have nearly as many of each class, and of a class with two records at least no part has all', () => {
    const labels = Int32Array.from([...Array(12).fill(0), ...Array(6).fill(1), 2, 2, 3]);
    for (let seed = 0; seed < 20; seed++) {
      const foldN = assignFolds(labels, 3, seed);
      const ofClass = (label: number) =>
        sizesOf(
          foldN.filter((_, at) => labels[at] === label),
          3,
        );
      expect(ofClass(0)).toEqual([4, 4, 4]);
      expect(ofClass(1)).toEqual([2, 2, 2]);
      expect(Math.max(...ofClass(2))).toBe(1);
    }
  });
});
