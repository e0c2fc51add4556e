import { describe, expect, it } from 'vitest';
import { type Predictor, scorePool } from '../scoring/index.js';
import { selections } from '../selections/index.js';
import { acquisitions, byRanks, jointOf, scoreProbs, weighted } from './index.js';

const probs = [
  [
    [0.9, 0.1],
    [0.6, 0.4],
    [1, 0],
  ],
  [
    [0.1, 0.9],
    [0.6, 0.4],
    [1, 0],
  ],
];
const [bald, margin, votes] = ['bald', 'margin', 'variation-ratio'].map((id) => acquisitions.get(id));
const labelBald = acquisitions.get('label-bald');

describe('a weighted sum', () => {
  it('adds the scores of its parts, each times its weight', () => {
    const both = weighted([
      { acquisition: bald!, weight: 2 },
      { acquisition: margin!, weight: 0.5 },
    ]);
    const [a, b] = [scoreProbs(probs, bald!), scoreProbs(probs, margin!)];
    scoreProbs(probs, both).forEach((score, n) => {
      expect(score).toBeCloseTo(2 * a[n]! + 0.5 * b[n]!, 15);
    });
    // By hand: both draws say 0.6, so that BALD is 0 and the margin 1 − 0.2.
    expect(scoreProbs(probs, both)[1]).toBeCloseTo(0.4, 12);
  });

  it('needs what its most demanding part needs, and makes the summary itself where only predictions come', () => {
    const both = weighted([
      { acquisition: bald!, weight: 1 },
      { acquisition: votes!, weight: 1 },
    ]);
    expect(both.needs).toBe('predictions');
    const bare = both.score({ count: 3, predictions: jointOf(probs) } as never, {});
    const [a, b] = [scoreProbs(probs, bald!), scoreProbs(probs, votes!)];
    expect(Array.from(bare)).toEqual(Array.from(a, (score, n) => score + b[n]!));
  });

  it('ranks a pool like any other acquisition', async () => {
    const both = weighted([
      { acquisition: bald!, weight: 1 },
      { acquisition: votes!, weight: 1 },
    ]);
    const { top, scored } = await scorePool({
      predictor: { rows: 3, likelihood: 'categorical', predict: async () => jointOf(probs) } as unknown as Predictor, // all that is asked of it
      acquisition: both,
      options: {},
      selection: selections.get('top-k'),
      selectionOptions: {},
      chunks: [{ start: 0, count: 3, dtype: 'float32', shape: [1], data: new Float32Array(3) }],
      total: 3,
      keep: 3,
      seed: 1,
    });
    expect(scored).toBe(3);
    expect(top[0]).toEqual({ index: 0, score: scoreProbs(probs, both)[0] });
  });

  it('knows the likelihoods that all parts know, and is described by its parts', () => {
    const uniform = acquisitions.get('uniform');
    const sum = weighted([
      { acquisition: uniform, weight: 1 },
      { acquisition: bald!, weight: 0.5 },
    ]);
    expect(sum).toMatchObject({
      id: '1-uniform+0.5-bald',
      title: '1 Random + 0.5 BALD',
      likelihoods: ['categorical'],
      needs: 'summary',
    });
    expect(sum.needsDisagreement).toBe(false);
    expect(weighted([{ acquisition: bald!, weight: 3 }])).toMatchObject({ unit: 'nats', needsDisagreement: true });
  });

  it('passes on the options of its parts', () => {
    const most = weighted([{ acquisition: labelBald, weight: 1, options: { over: 'max' } }]);
    const given = { kind: 'bernoulli' as const, count: 1, classes: 2, samples: 2, meanProbsNC: [0.5, 0.5] };
    const score = most.score({ ...given, expectedEntropyNC: [0.1, 0.4] }, {});
    expect(score[0]).toBeCloseTo(Math.LN2 - 0.1, 12);
  });

  it('gives a candidate no score that a part has none for', () => {
    const broken = probs.map((draw, s) => (s === 0 ? [[Number.NaN, Number.NaN], ...draw.slice(1)] : draw));
    const sum = weighted([
      { acquisition: acquisitions.get('uniform'), weight: 1 },
      { acquisition: bald!, weight: 1 },
    ]);
    const scores = scoreProbs(broken, sum);
    expect(scores[0]).toBeNaN();
    expect(scores[1]).not.toBeNaN();
  });

  it.each([
    ['no part', []],
    ['a weight of zero', [{ acquisition: bald!, weight: 0 }]],
    ['a weight that is no number', [{ acquisition: bald!, weight: Number.NaN }]],
    [
      'no likelihood in common',
      [
        { acquisition: bald!, weight: 1 },
        { acquisition: labelBald, weight: 1 },
      ],
    ],
    ['options that a part does not take', [{ acquisition: labelBald, weight: 1, options: { over: 'least' } }]],
  ])('refuses %s', (_, parts) => {
    expect(() => weighted(parts)).toThrow(/invalid_options/);
  });
});

describe('combined ranks', () => {
  it('are the mean rank, the highest score having rank N, and ties the mean of theirs', () => {
    expect(Array.from(byRanks([[0.1, 0.9, 0.5]]))).toEqual([1, 3, 2]);
    expect(Array.from(byRanks([[7, 7, 1, 7]]))).toEqual([3, 3, 1, 3]);
    expect(
      Array.from(
        byRanks([
          [1, 2, 3],
          [30, 10, 20],
        ]),
      ),
    ).toEqual([2, 1.5, 2.5]);
  });

  it('weigh each ranking', () => {
    const scores = [
      [1, 2, 3],
      [30, 10, 20],
    ];
    expect(Array.from(byRanks(scores, [3, 1]))).toEqual([(3 + 3) / 4, (6 + 1) / 4, (9 + 2) / 4]);
    expect(Array.from(byRanks(scores, [1, 0]))).toEqual([1, 2, 3]);
  });

  it('leave out a candidate without a score, as if it were not in the pool', () => {
    const result = byRanks([
      [1, Number.NaN, 2, 3],
      [3, 99, 2, Number.NaN],
    ]);
    expect(Array.from(result)).toEqual([1.5, Number.NaN, 1.5, Number.NaN]);
  });

  it('take infinities for what they are, and do not change with the unit of a score', () => {
    expect(Array.from(byRanks([[Number.NEGATIVE_INFINITY, 0, Number.NEGATIVE_INFINITY]]))).toEqual([1.5, 3, 1.5]);
    const scores = [0.3, 0.1, 0.8];
    expect(byRanks([scores, [1, 2, 3]])).toEqual(byRanks([scores.map((s) => Math.exp(10 * s)), [1, 2, 3]]));
  });

  it('refuse rankings of other candidates, and weights that make no mean', () => {
    expect(() => byRanks([[1, 2], [1]])).toThrow(/shape_mismatch/);
    expect(() => byRanks([])).toThrow(/shape_mismatch/);
    expect(() => byRanks([[1, 2]], [1, 1])).toThrow(/shape_mismatch/);
    expect(() => byRanks([[1, 2]], [0])).toThrow(/invalid_options/);
    expect(() => byRanks([[1], [2]], [2, -1])).toThrow(/invalid_options/);
  });
});
