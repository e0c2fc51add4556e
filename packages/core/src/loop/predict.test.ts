import { describe, expect, it } from 'vitest';
import { likelihoods } from '../likelihoods/index.js';
import type { LikelihoodId, Summary } from '../likelihoods/likelihood.js';
import type { Predictor } from '../scoring/predictor.js';
import { predictRecords } from './predict.js';

const rows = { dtype: 'float32' as const, shape: [1], count: 2, data: new Float32Array(2) };
const [f, ln] = [(...values: number[]) => Float32Array.from(values), Math.log];

const SUMMARIES: Record<LikelihoodId, Record<string, Float32Array>> = {
  categorical: { meanProbsNC: f(0.25, 0.75, 1, 0), expectedEntropyN: f(0.5, 0) },
  bernoulli: { meanProbsNC: f(0.5, 0.5, 0, 1), expectedEntropyNC: f(0.1, 0.2, 0, 0) },
  gaussian: { meanNT: f(3, -1), epistemicNT: f(9, 0), aleatoricNT: f(16, 4), expectedLogVarianceNT: f(0, 0) },
};
const predictorOf = (likelihood: LikelihoodId) => {
  const classes = likelihood === 'gaussian' ? 1 : 2;
  const all = { kind: likelihood, count: 2, classes, samples: 1, ...SUMMARIES[likelihood] } as unknown as Summary;
  return { likelihood, classes, samples: 1, rows: 16, summarize: async () => all } as unknown as Predictor;
};

const EXPECTED: Record<LikelihoodId, object[]> = {
  categorical: [
    {
      probabilities: [
        [1, 0.75],
        [0, 0.25],
      ],
      entropy: -(0.25 * ln(0.25) + 0.75 * ln(0.75)),
      expectedEntropy: 0.5,
    },
    {
      probabilities: [
        [0, 1],
        [1, 0],
      ],
      entropy: 0,
      expectedEntropy: 0,
    },
  ],
  bernoulli: [
    {
      probabilities: [
        [0, 0.5],
        [1, 0.5],
      ],
      entropy: 2 * ln(2),
      expectedEntropy: expect.closeTo(0.3, 6),
    },
    {
      probabilities: [
        [1, 1],
        [0, 0],
      ],
      entropy: 0,
      expectedEntropy: 0,
    },
  ],
  gaussian: [
    { mean: 3, deviation: 5, noise: 4 },
    { mean: -1, deviation: 2, noise: 2 },
  ],
};

describe.each(likelihoods.list().map(({ id }) => id))('what a model of the likelihood %s says of records', (id) => {
  it('is what its draws say together, in plain numbers', async () => {
    const plain = JSON.parse(JSON.stringify(await predictRecords(predictorOf(id), rows)));
    const about = (value: unknown): unknown =>
      typeof value === 'number'
        ? expect.closeTo(value, 5)
        : Array.isArray(value)
          ? value.map(about)
          : Object.getPrototypeOf(value) === Object.prototype
            ? Object.fromEntries(Object.entries(value as object).map(([name, one]) => [name, about(one)]))
            : value;
    expect(plain).toEqual(about(EXPECTED[id]));
  });

  it('is nothing of no records', async () => {
    expect(await predictRecords(predictorOf(id), { ...rows, count: 0, data: new Float32Array() })).toEqual([]);
  });
});
