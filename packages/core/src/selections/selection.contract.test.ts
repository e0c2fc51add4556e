import { describe, expect, it } from 'vitest';
import { permutation, random } from '../tensors/index.js';
import { selections, topK } from './index.js';

const stream = random(3);
const SCORES = Float64Array.from({ length: 200 }, (_, n) => (n < 5 ? 0 : stream.uniform()));

describe.each(selections.list())('$id', (selection) => {
  const options = selection.options.parse({});
  const choose = (k: number, seed: number, order: ArrayLike<number> = SCORES.map((_, n) => n), scores = SCORES) => {
    const kept = topK(k, seed);
    for (let at = 0; at < order.length; at++) {
      const index = order[at]!;
      kept.add(index, scores[index]!, selection.key(scores[index]!, index, seed, options));
    }
    return kept;
  };

  it('chooses the same for the same seed, in whatever order the candidates come', () => {
    expect(choose(20, 1, permutation(200, 5)).best()).toEqual(choose(20, 1).best());
  });

  it('chooses each candidate at most once, and everything where k is beyond the pool', () => {
    expect(
      new Set(
        choose(20, 1)
          .best()
          .map(({ index }) => index),
      ).size,
    ).toBe(20);
    expect(choose(1_000, 1).best()).toHaveLength(200);
  });

  it('never asks a candidate without a score, and counts it', () => {
    const scores = Float64Array.from(SCORES).fill(Number.NaN, 10, 13);
    const kept = choose(1_000, 1, undefined, scores);
    expect(kept.excluded).toBe(3);
    expect(kept.best()).toHaveLength(197);
  });

  it('chooses among equals by the seed', () => {
    const equal = new Float64Array(200);
    expect(choose(10, 1, undefined, equal).best()).not.toEqual(choose(10, 2, undefined, equal).best());
  });
});

describe.each(['top-k', 'power'])('%s', (id) => {
  it('asks candidates of score 0 last', () => {
    const kept = topK(200, 1);
    const { key } = selections.get(id);
    SCORES.forEach((score, index) => {
      kept.add(index, score, key(score, index, 1, { beta: 1 }));
    });
    expect(
      kept
        .best()
        .slice(-5)
        .map(({ index }) => index)
        .sort((a, b) => a - b),
    ).toEqual([0, 1, 2, 3, 4]);
  });
});

describe('power sampling', () => {
  const power = selections.get('power');

  it.each([
    [1, [0.1, 0.3, 0.6]],
    [2, [0.01 / 0.46, 0.09 / 0.46, 0.36 / 0.46]],
    [0, [1 / 3, 1 / 3, 1 / 3]],
  ])('with β = %d asks first in proportion to score^β', (beta, shares) => {
    const trials = 20_000;
    const first = [0, 0, 0];
    for (let seed = 0; seed < trials; seed++) {
      const keys = [0.1, 0.3, 0.6].map((score, index) => power.key(score, index, seed, { beta }));
      first[keys.indexOf(Math.max(...keys))]!++;
    }
    first.forEach((count, i) => {
      expect(Math.abs(count / trials - shares[i]!)).toBeLessThan(4 * Math.sqrt(0.25 / trials));
    });
  });
});
