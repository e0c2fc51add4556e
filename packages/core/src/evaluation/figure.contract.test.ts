import { describe, expect, it } from 'vitest';
import { type Estimate, evaluateByClass, figures, figuresOf } from './index.js';

const { NaN: none } = Number;
const rowsOf = (count: number) => Int32Array.from({ length: count }, (_, n) => n);
const given = (probsNC: number[], labelsN: number[], classes: number) => ({
  probsNC,
  labelsN,
  classes,
});
const numbersOf = ({ value, low, high }: Estimate) => [value, low, high];
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

describe.each(figuresOf('categorical'))('$id', ({ of, estimate }) => {
  it.each(BROKEN)('of %o is no number', (probsNC, labelsN) => {
    const judged = given(probsNC, labelsN, 2);
    expect([of(judged, rowsOf(labelsN.length)), ...numbersOf(estimate(judged))].every(Number.isNaN)).toBe(true);
  });

  it('does not look at records that are not among its rows', () => {
    const whole = given([0.2, 0.8, 0.7, 0.3, none, none], [1, 0, 0], 2);
    expect(of(whole, rowsOf(2))).toBe(of(given([0.2, 0.8, 0.7, 0.3], [1, 0], 2), rowsOf(2)));
  });
});

describe.each([...figuresOf('categorical'), ...figuresOf('bernoulli')])('$id', ({ estimate, likelihood }) => {
  it('has an interval that does not go below 0, also of few records with one sure mistake', () => {
    const probs = [1e-12, 1 - 1e-12, ...[0.9, 0.1], ...[0.9, 0.1], ...[0.2, 0.8]];
    const truth = likelihood === 'categorical' ? { labelsN: [0, 0, 0, 1] } : { heldNC: [1, 0, 1, 0, 1, 0, 0, 1] };
    const { value, low } = estimate({ probsNC: probs, classes: 2, ...truth });
    expect(value).toBeGreaterThanOrEqual(0);
    expect(low).toBeGreaterThanOrEqual(0);
  });
});

describe.each(figuresOf('bernoulli'))('$id', ({ of, estimate }) => {
  it.each(BROKEN)('of %o is no number', (probsNC, labelsN) => {
    const judged = { probsNC, heldNC: labelsN.flatMap((label) => [label, 1 - label]), classes: 2 };
    expect([of(judged, rowsOf(labelsN.length)), ...numbersOf(estimate(judged))].every(Number.isNaN)).toBe(true);
  });
});

describe.each(figuresOf('gaussian'))('$id', ({ of, estimate }) => {
  // Two draws of two records: means, then log variances.
  it.each([
    ['a mean', [none, 0, 1, 0, 0, 0, 1, 0]],
    ['a noise', [0, none, 1, 0, 0, 0, 1, 0]],
    ['every prediction', Array<number>(8).fill(none)],
  ])('is no number where %s is none', (_, values) => {
    const predictions = { samples: 2, count: 2, outputs: 2, outputsSNO: Float32Array.from(values) };
    const judged = { predictions, valuesNT: [0, 1] };
    expect([of(judged, rowsOf(2)), ...numbersOf(estimate(judged))].every(Number.isNaN)).toBe(true);
  });
});

it.each(BROKEN)(
  'what is said of each class of %o is no number, but for how many records there are',
  (probs, labels) => {
    const each = evaluateByClass('categorical', given(probs, labels, 2));
    const shares = each.flatMap(({ recall, precision, nll }) => [recall, precision, nll].filter((own) => own !== null));
    const areas = each.flatMap(({ averagePrecision }) => averagePrecision ?? []);
    expect([...shares.flatMap(numbersOf), ...areas].every(Number.isNaN)).toBe(true);
    expect(each.reduce((sum, { records }) => sum + records, 0)).toBe(labels.length);
  },
);

describe.each(['categorical', 'bernoulli', 'gaussian'] as const)('figures of %s', (likelihood) => {
  it('begin with those that each round is measured by', () => {
    const all = figuresOf(likelihood);
    expect(all.filter(({ isMain }) => isMain).length).toBe(3);
    expect(all[0]!.isMain).toBe(true);
  });
});

describe('the difference of two models on the same records', () => {
  const one = given([0.9, 0.1, 0.2, 0.8, 0.6, 0.4, 0.7, 0.3], [0, 1, 0, 1], 2);
  const other = given([0.6, 0.4, 0.6, 0.4, 0.6, 0.4, 0.4, 0.6], [0, 1, 0, 1], 2);
  const predictions = (outputs: number[]) => ({ samples: 1, count: 2, outputs: 2, outputsSNO: outputs });
  const [near, far] = [
    [1, 0, 2, 0],
    [3, 0, 0, 0],
  ].map((own) => ({ predictions: predictions(own), valuesNT: [1, 2.5] }));

  it.each(figuresOf('categorical'))('of $id is that of its values, and none from itself', ({ of, difference }) => {
    const rows = rowsOf(4);
    expect(difference(one, other).value).toBeCloseTo(of(one, rows) - of(other, rows), 12);
    expect(numbersOf(difference(one, one))).toEqual([0, 0, 0]);
  });

  it.each(figuresOf('gaussian'))('of $id too', ({ of, difference }) => {
    const rows = rowsOf(2);
    expect(difference(near!, far!).value).toBeCloseTo(of(near!, rows) - of(far!, rows), 12);
    expect(numbersOf(difference(far!, far!))).toEqual([0, 0, 0]);
  });

  it('known answer: two of four records gained have the interval of a paired mean', () => {
    const { value, low, high } = figures.get('accuracy').difference(other, one);
    // Differences 0, −1, 0, +1: mean 0, variance 2/3.
    const half = 1.959963984540054 * Math.sqrt(2 / 3 / 4);
    expect([value, low, high]).toEqual([0, expect.closeTo(-half, 12), expect.closeTo(half, 12)]);
  });

  it('of other records is refused, and of broken predictions no number', () => {
    const { difference } = figures.get('accuracy');
    expect(() => difference(one, given([1, 0], [0], 2))).toThrow(expect.objectContaining({ code: 'shape_mismatch' }));
    expect(numbersOf(difference(one, given([none, 1, 1, 0, 1, 0, 1, 0], [0, 1, 0, 1], 2))).every(Number.isNaN)).toBe(
      true,
    );
  });
});

it.each(['balanced-accuracy', 'macro-f1', 'auroc', 'aurc'])(
  '%s of nine records that are all right is known no better than their accuracy',
  (id) => {
    const labels = [0, 1, 0, 1, 0, 1, 0, 1, 0];
    const probs = labels.flatMap((label) => [1 - label, label]);
    const judged = given(probs, labels, 2);
    const { value, low, high } = figures.get(id).estimate(judged);
    const accuracy = figures.get('accuracy').estimate(judged);
    expect(value).toBe(id === 'aurc' ? 0 : 1);
    expect(high - low).toBeCloseTo(accuracy.high - accuracy.low, 12);
  },
);
