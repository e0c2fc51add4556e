import { describe, expect, it } from 'vitest';
import { classMetrics, type Estimate, evaluate, evaluateRegression, valueMetrics } from './index.js';

const { NaN: none } = Number;
const rowsOf = (count: number) => Int32Array.from({ length: count }, (_, n) => n);
const given = (probsNC: number[], labelsN: number[], classes: number) => ({
  probsNC,
  labelsN,
  classes,
  rows: rowsOf(labelsN.length),
});
/** A record without any number; one class of it; the class that it does not belong to; one record of many. */
const BROKEN: [number[], number[]][] = [
  [
    [none, none, 0.9, 0.1],
    [0, 0],
  ],
  [
    [none, 1, 0.9, 0.1],
    [0, 0],
  ],
  [
    [0.9, none, 0.1, 0.9],
    [0, 1],
  ],
  [
    [0.2, 0.8, 0.7, 0.3, 0.6, 0.4, none, none],
    [1, 0, 1, 1],
  ],
];

describe.each(classMetrics.list())('$id', ({ of }) => {
  it.each(BROKEN)('of %o is no number', (probsNC, labelsN) => {
    expect(of(given(probsNC, labelsN, 2))).toBeNaN();
  });

  it('does not look at records that are not among its rows', () => {
    const whole = given([0.2, 0.8, 0.7, 0.3, none, none], [1, 0, 0], 2);
    expect(of({ ...whole, rows: rowsOf(2) })).toBe(of(given([0.2, 0.8, 0.7, 0.3], [1, 0], 2)));
  });
});

const numbersOf = ({ value, low, high }: Estimate) => [value, low, high];

it.each(BROKEN)(
  'all that is measured together of %o is no number, but for how many records there are',
  (probs, labels) => {
    const { accuracy, nll, ece, brier, perClass } = evaluate(probs, labels, 2);
    const shares = perClass.flatMap(({ recall, precision }) => [recall, precision].filter((own) => own !== null));
    const figures = [accuracy, nll, ...shares].flatMap(numbersOf);
    expect([...figures, ece, brier].every(Number.isNaN)).toBe(true);
    expect(perClass.reduce((sum, { records }) => sum + records, 0)).toBe(labels.length);
  },
);

describe.each(valueMetrics.list())('$id', ({ of }) => {
  // Two draws of two records: means, then log variances.
  it.each([
    ['a mean', [none, 0, 1, 0, 0, 0, 1, 0]],
    ['a noise', [0, none, 1, 0, 0, 0, 1, 0]],
    ['every prediction', Array<number>(8).fill(none)],
  ])('is no number where %s is none', (_, values) => {
    const predictions = { samples: 2, count: 2, outputs: 2, outputsSNO: Float32Array.from(values) };
    expect(numbersOf(of(evaluateRegression(predictions, [0, 1]))).every(Number.isNaN)).toBe(true);
  });
});
