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

  it('is for some answers, and for one kind of them only where it reads predictions', () => {
    const { likelihoods, batch } = selection;
    expect(likelihoods.length).toBeGreaterThan(0);
    expect(batch?.reads.includes('predictions') ?? false).toBe(likelihoods.length === 1);
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

/** How often, of many seeds, each of three candidates comes first, and which pairs come first and second. */
function sharesOf(id: string, beta: number, scores: number[]) {
  const { key, batch } = selections.get(id);
  const trials = 20_000;
  const shares: Record<string, number> = {};
  for (let seed = 0; seed < trials; seed++) {
    const keys = scores.map((score, index) => key(score, index, seed, { beta }));
    const byKey = [0, 1, 2].sort((a, b) => keys[b]! - keys[a]!);
    const candidates = byKey.map((index) => ({ index, score: scores[index]! }));
    const order = batch ? batch.choose({ candidates }, 3, seed, { beta }).map((place) => byKey[place]!) : byKey;
    for (const name of [`${order[0]}`, `${order[0]}${order[1]}`]) shares[name] = (shares[name] ?? 0) + 1 / trials;
  }
  return { shares, within: 4 * Math.sqrt(0.25 / trials) };
}

describe.each([
  ['power', 1, [0.1, 0.3, 0.6], [1, 3, 6]],
  ['power', 2, [0.1, 0.3, 0.6], [1, 9, 36]],
  ['power', 0, [0.1, 0.3, 0.6], [1, 1, 1]],
  ['softmax', 1, [-1, 0, 1], [Math.exp(-1), 1, Math.E]],
  ['softmax', 2, [-0.5, 0, 0.5], [Math.exp(-1), 1, Math.E]],
  ['softmax', 0, [-1, 0, 1], [1, 1, 1]],
  ['softrank', 1, [-7, 0.5, 0.4], [1 / 3, 1, 1 / 2]],
  ['softrank', 2, [-7, 0.5, 0.4], [1 / 9, 1, 1 / 4]],
  ['softrank', 0, [-7, 0.5, 0.4], [1, 1, 1]],
] as const)('%s sampling with β = %d of %o', (id, beta, scores, weights) => {
  it('known answer of power, softmax, softrank: they draw in proportion to their weights, the second in proportion to those that are left', () => {
    const { shares, within } = sharesOf(id, beta, [...scores]);
    const total = weights.reduce((sum: number, weight) => sum + weight, 0);
    for (const a of [0, 1, 2]) {
      expect(Math.abs((shares[a] ?? 0) - weights[a]! / total)).toBeLessThan(within);
      for (const b of [0, 1, 2].filter((own) => own !== a)) {
        const share = ((weights[a]! / total) * weights[b]!) / (total - weights[a]!);
        expect(Math.abs((shares[`${a}${b}`] ?? 0) - share)).toBeLessThan(within);
      }
    }
  });
});
