import { describe, expect, it } from 'vitest';
import { entropy } from '../tensors/entropy.js';
import { permutation, random } from '../tensors/index.js';
import { acquisitions } from './index.js';

const SAMPLES = 6;
const COUNT = 40;
const CLASSES = 4;

/** [S][N][C] probabilities of random draws; the first rows are certain and agree, certain and disagree, uniform. */
function predictions(): number[][][] {
  const stream = random(3);
  return Array.from({ length: SAMPLES }, (_, s) =>
    Array.from({ length: COUNT }, (_, n) => {
      if (n === 0) return [0, 1, 0, 0];
      if (n === 1) return Array.from({ length: CLASSES }, (_, c) => (c === s % CLASSES ? 1 : 0));
      if (n === 2) return Array(CLASSES).fill(1 / CLASSES);
      const raw = Array.from({ length: CLASSES }, () => Math.exp(2 * stream.normal()));
      const sum = raw.reduce((a, b) => a + b);
      return raw.map((value) => value / sum);
    }),
  );
}

function summarize(draws: number[][][], order = Array.from({ length: COUNT }, (_, n) => n)) {
  const mean = order.map((n) =>
    Array.from({ length: CLASSES }, (_, c) => draws.reduce((sum, d) => sum + d[n]![c]!, 0) / SAMPLES),
  );
  const expected = order.map((n) => draws.reduce((sum, d) => sum + entropy(d[n]!), 0) / SAMPLES);
  return { count: order.length, classes: CLASSES, meanProbsNC: mean.flat(), expectedEntropyN: expected };
}

describe.each(acquisitions.list())('$id', (acquisition) => {
  const options = acquisition.options.parse({});
  const draws = predictions();
  const scores = acquisition.score(summarize(draws), options);

  it('gives every candidate a number in its range, also where predictions are certain', () => {
    expect(scores).toHaveLength(COUNT);
    for (const score of scores) {
      expect(score).toBeGreaterThanOrEqual(-1e-12);
      expect(score).toBeLessThanOrEqual(Math.log(CLASSES) + 1e-12);
    }
  });

  it('follows the candidates when they are reordered', () => {
    const order = Array.from(permutation(COUNT, 1));
    const moved = acquisition.score(summarize(draws, order), options);
    expect(Array.from(moved)).toEqual(order.map((n) => scores[n]));
  });

  it('does not care about the order of the draws', () => {
    const reversed = acquisition.score(summarize([...draws].reverse()), options);
    reversed.forEach((score, n) => {
      expect(score).toBeCloseTo(scores[n]!, 12);
    });
  });

  it('is described and accepts its own defaults', () => {
    expect(acquisition.title && acquisition.description && acquisition.source).toBeTruthy();
  });
});

describe('known answers', () => {
  const score = (id: string, draws: number[][]) => {
    const mean = draws[0]!.map((_, c) => draws.reduce((sum, d) => sum + d[c]!, 0) / draws.length);
    const expected = draws.reduce((sum, d) => sum + entropy(d), 0) / draws.length;
    const summary = { count: 1, classes: mean.length, meanProbsNC: mean, expectedEntropyN: [expected] };
    return acquisitions.get(id).score(summary, {})[0]!;
  };

  it('bald is zero where all samples agree', () => {
    expect(
      score('bald', [
        [0.7, 0.3],
        [0.7, 0.3],
      ]),
    ).toBeCloseTo(0, 15);
  });

  it('bald is ln 2 where two certain samples disagree', () => {
    expect(
      score('bald', [
        [1, 0],
        [0, 1],
      ]),
    ).toBeCloseTo(Math.LN2, 15);
  });

  it('bald by hand: H(0.5) − ½(H(0.9) + H(0.1))', () => {
    const h = -(0.9 * Math.log(0.9) + 0.1 * Math.log(0.1));
    expect(
      score('bald', [
        [0.9, 0.1],
        [0.1, 0.9],
      ]),
    ).toBeCloseTo(Math.LN2 - h, 15);
  });

  it('entropy does not tell disagreement from ambiguity; bald does', () => {
    const ambiguous = [
      [0.5, 0.5],
      [0.5, 0.5],
    ];
    const disagreeing = [
      [1, 0],
      [0, 1],
    ];
    expect(score('entropy', ambiguous)).toBeCloseTo(score('entropy', disagreeing), 15);
    expect(score('bald', ambiguous)).toBeLessThan(score('bald', disagreeing));
  });
});
