import { describe, expect, it } from 'vitest';
import { entropy } from '../tensors/entropy.js';
import { random } from '../tensors/index.js';
import type { Joint } from './acquisition.js';
import { acquisitions } from './index.js';

/** Joint predictions from [S][N][C] probabilities. */
const jointOf = (draws: number[][][]): Joint => ({
  samples: draws.length,
  count: draws[0]!.length,
  outputs: draws[0]![0]!.length,
  outputsSNO: draws.flat(2).map(Math.log),
});

const meanOf = (draws: number[][][], n: number) =>
  draws[0]![n]!.map((_, c) => draws.reduce((sum, draw) => sum + draw[n]![c]!, 0) / draws.length);

/** Scores of classes in double precision. */
function scores(id: string, draws: number[][][], targets?: number[][][]): Float64Array {
  const count = draws[0]!.length;
  const rows = Array.from({ length: count }, (_, n) => meanOf(draws, n));
  const expected = rows.map((_, n) => draws.reduce((sum, draw) => sum + entropy(draw[n]!), 0) / draws.length);
  const given = {
    kind: 'categorical' as const,
    count,
    classes: rows[0]!.length,
    samples: draws.length,
    meanProbsNC: rows.flat(),
    expectedEntropyN: expected,
    predictions: jointOf(draws),
    ...(targets ? { targets: jointOf(targets) } : {}),
  };
  return acquisitions.get(id).score(given, {});
}

/** The score of one record, from [S][C] probabilities. */
const scoreOf = (id: string, draws: number[][]) =>
  scores(
    id,
    draws.map((draw) => [draw]),
  )[0]!;

const disagreeing = [
  [1, 0],
  [0, 1],
];
const ambiguous = [
  [0.5, 0.5],
  [0.5, 0.5],
];

function randomDraws(samples: number, count: number, classes: number, seed: number): number[][][] {
  const stream = random(seed);
  return Array.from({ length: samples }, () =>
    Array.from({ length: count }, () => {
      const raw = Array.from({ length: classes }, () => Math.exp(2 * stream.normal()));
      const sum = raw.reduce((a, b) => a + b);
      return raw.map((value) => value / sum);
    }),
  );
}

describe('of classes', () => {
  it('known answer of bald: zero where all draws agree, ln 2 where two certain ones disagree, and by hand between', () => {
    expect(
      scoreOf('bald', [
        [0.7, 0.3],
        [0.7, 0.3],
      ]),
    ).toBeCloseTo(0, 15);
    expect(scoreOf('bald', disagreeing)).toBeCloseTo(Math.LN2, 15);
    const h = -(0.9 * Math.log(0.9) + 0.1 * Math.log(0.1));
    expect(
      scoreOf('bald', [
        [0.9, 0.1],
        [0.1, 0.9],
      ]),
    ).toBeCloseTo(Math.LN2 - h, 15);
  });

  it('known answer of entropy, bald: one does not tell disagreement from ambiguity, the other does', () => {
    expect(scoreOf('entropy', ambiguous)).toBeCloseTo(scoreOf('entropy', disagreeing), 15);
    expect(scoreOf('bald', ambiguous)).toBeLessThan(scoreOf('bald', disagreeing));
  });

  it('known answer of committee-kl: it is bald', () => {
    const draws = randomDraws(7, 50, 5, 1);
    const bald = scores('bald', draws);
    scores('committee-kl', draws).forEach((value, n) => {
      expect(value).toBeCloseTo(bald[n]!, 12);
    });
    expect(scoreOf('committee-kl', disagreeing)).toBeCloseTo(Math.LN2, 15);
  });

  it('known answer of least-confidence, margin: by hand', () => {
    const draws = [[0.6, 0.3, 0.1]];
    expect(scoreOf('least-confidence', draws)).toBeCloseTo(0.4, 15);
    expect(scoreOf('margin', draws)).toBeCloseTo(0.7, 15);
    expect(scoreOf('margin', [[0.3, 0.6, 0.1]])).toBeCloseTo(0.7, 15);
    expect(scoreOf('margin', [[0.5, 0.5]])).toBe(1);
    expect(scoreOf('margin', [[1]])).toBe(0);
    expect(scoreOf('least-confidence', [[1]])).toBe(0);
  });

  it('known answer of variation-ratio: it counts votes, and gives equal classes to the lowest', () => {
    const votes = [
      [0.9, 0.1],
      [0.6, 0.4],
      [0.2, 0.8],
      [0.5, 0.5],
    ];
    expect(scoreOf('variation-ratio', votes)).toBeCloseTo(0.25, 15);
    // A flat row: no vote is against another, while the mean form gives 1 − 1/C.
    expect(scoreOf('variation-ratio', ambiguous)).toBe(0);
    expect(scoreOf('least-confidence', ambiguous)).toBe(0.5);
  });

  it('known answer of mean-std: it is that of the population', () => {
    expect(scoreOf('mean-std', disagreeing)).toBeCloseTo(0.5, 15);
    const draws = [
      [0.9, 0.1],
      [0.5, 0.5],
      [0.1, 0.9],
    ];
    expect(scoreOf('mean-std', draws)).toBeCloseTo(Math.sqrt((0.16 + 0.16) / 3), 12);
  });
});

it('known answer of uniform: zero, whatever the draws say', () => {
  expect(Array.from(scores('uniform', [disagreeing, ambiguous]))).toEqual([0, 0]);
});

describe('EPIG', () => {
  const draws = randomDraws(6, 12, 3, 2);
  const targets = randomDraws(6, 4, 3, 3);

  it('known answer of epig: the mean information between labels, by enumeration', () => {
    const given = scores('epig', draws, targets);
    for (let n = 0; n < 12; n++) {
      let information = 0;
      for (let m = 0; m < 4; m++)
        for (let y = 0; y < 3; y++)
          for (let z = 0; z < 3; z++) {
            const joint = draws.reduce((sum, draw, s) => sum + draw[n]![y]! * targets[s]![m]![z]!, 0) / 6;
            information += (joint * Math.log(joint / (meanOf(draws, n)[y]! * meanOf(targets, m)[z]!))) / 4;
          }
      expect(given[n]).toBeCloseTo(information, 12);
    }
  });

  it('is at most bald, and bald itself where the target is the record and draws are certain', () => {
    const bald = scores('bald', draws);
    scores('epig', draws, targets).forEach((value, n) => {
      expect(value).toBeLessThanOrEqual(bald[n]! + 1e-12);
    });
    const certain = disagreeing.map((draw) => [draw]);
    expect(scores('epig', certain, certain)[0]).toBeCloseTo(Math.LN2, 12);
  });

  it('is zero where the draws agree on the targets', () => {
    const agreed = draws.map(() => targets[0]!);
    for (const value of scores('epig', draws, agreed)) expect(value).toBeCloseTo(0, 12);
  });
});

describe('of labels', () => {
  const given = {
    kind: 'bernoulli' as const,
    count: 2,
    classes: 2,
    samples: 2,
    meanProbsNC: [0.5, 1, 0.9, 0.8],
    expectedEntropyNC: [0.1, 0, 0.2, 0.3],
  };
  const score = (id: string, options = {}, more = {}) =>
    Array.from(acquisitions.get(id).score({ ...given, ...more }, acquisitions.get(id).options.parse(options)));
  const h = (p: number) => -p * Math.log(p) - (1 - p) * Math.log(1 - p);

  it('known answer of label-entropy, label-bald: mean and largest over labels', () => {
    expect(score('label-entropy')[0]).toBeCloseTo(Math.LN2 / 2, 15);
    expect(score('label-entropy', { over: 'max' })).toEqual([Math.LN2, h(0.8)]);
    expect(score('label-bald')[0]).toBeCloseTo((Math.LN2 - 0.1) / 2, 15);
    expect(score('label-bald', { over: 'max' })[1]).toBeCloseTo(Math.max(h(0.9) - 0.2, h(0.8) - 0.3), 15);
  });

  it('known answer of cardinality: how far from what is usual', () => {
    expect(score('cardinality', {}, { cardinality: 1.5 })).toEqual([0.5, 0.5]);
    expect(score('cardinality', {}, { cardinality: 3 })).toEqual([2, 1]);
  });
});

describe('of values', () => {
  it('known answer of epistemic-variance, predictive-variance, gaussian-bald: variances add up over values, bald is ½ ln(1 + v/σ²) with one level of noise', () => {
    const given = {
      kind: 'gaussian' as const,
      count: 1,
      classes: 2,
      samples: 3,
      epistemicNT: [2, 3],
      aleatoricNT: [4, 5],
      expectedLogVarianceNT: [Math.log(4), Math.log(5)],
    };
    const score = (id: string) => acquisitions.get(id).score(given, {})[0];
    expect(score('epistemic-variance')).toBe(5);
    expect(score('predictive-variance')).toBe(14);
    expect(score('gaussian-bald')).toBeCloseTo(0.5 * Math.log(1 + 2 / 4) + 0.5 * Math.log(1 + 3 / 5), 12);
  });

  it('known answer of gaussian-epig: −½ ln(1 − ρ²) of the two values', () => {
    // Means of three draws, and noise of variance 1 (log 0).
    const joint = (means: number[]): Joint => ({
      samples: 3,
      count: 1,
      outputs: 2,
      outputsSNO: means.flatMap((mean) => [mean, 0]),
    });
    const score = (own: number[], other: number[]) =>
      acquisitions
        .get('gaussian-epig')
        .score({ count: 1, predictions: joint(own), targets: joint(other) } as never, {})[0];
    // Population variance 2/3 of both, covariance 2/3 and −1/3.
    const rho = (covariance: number) => covariance / (2 / 3 + 1);
    expect(score([0, 1, 2], [0, 1, 2])).toBeCloseTo(-0.5 * Math.log(1 - rho(2 / 3) ** 2), 12);
    expect(score([0, 1, 2], [1, 2, 0])).toBeCloseTo(-0.5 * Math.log(1 - rho(-1 / 3) ** 2), 12);
    expect(score([0, 1, 2], [5, 5, 5])).toBeCloseTo(0, 12);
  });
});
