import { describe, expect, it } from 'vitest';
import { bootstrap } from './bootstrap.js';
import { classMetrics } from './classification.js';
import recorded from './recorded/scikit-learn.json' with { type: 'json' };

const rowsOf = (count: number) => Int32Array.from({ length: count }, (_, n) => n);
const of = (id: string, probsNC: number[], labelsN: number[], classes: number) =>
  classMetrics.get(id).of({ probsNC, labelsN, classes, rows: rowsOf(labelsN.length) });

describe.each(recorded.cases)('of $name, as scikit-learn has them', ({ classes, labels, probs, figures }) => {
  it.each(Object.entries(figures))('%s', (id, figure) => {
    expect(of(id, probs, labels, classes)).toBeCloseTo(figure, 9);
  });

  it('Brier is reliability − resolution + uncertainty, up to what varies within a bin', () => {
    const [brier, reliability, resolution, uncertainty] = [
      'brier',
      'brier-reliability',
      'brier-resolution',
      'brier-uncertainty',
    ].map((id) => of(id, probs, labels, classes)) as [number, number, number, number];
    expect(Math.abs(reliability - resolution + uncertainty - brier)).toBeLessThan(0.03);
  });

  it('is the same whatever the order of the records', () => {
    const order = rowsOf(labels.length).reverse();
    for (const metric of classMetrics.list()) {
      const given = { probsNC: probs, labelsN: labels, classes };
      expect(metric.of({ ...given, rows: order })).toBeCloseTo(
        metric.of({ ...given, rows: rowsOf(labels.length) }),
        12,
      );
    }
  });
});

describe('by hand', () => {
  it('Brier falls apart exactly where the forecasts of a bin are equal', () => {
    // Two forecasts of class 1: 0.2 came true once in two, 0.9 twice in two.
    const probs = [0.8, 0.2, 0.8, 0.2, 0.1, 0.9, 0.1, 0.9];
    const labels = [0, 1, 1, 1];
    expect(of('brier-reliability', probs, labels, 2)).toBeCloseTo(2 * (0.5 * 0.3 ** 2 + 0.5 * 0.1 ** 2), 12);
    expect(of('brier-resolution', probs, labels, 2)).toBeCloseTo(2 * (0.5 * 0.25 ** 2 + 0.5 * 0.25 ** 2), 12);
    expect(of('brier-uncertainty', probs, labels, 2)).toBeCloseTo(2 * 0.75 * 0.25, 12);
    expect(of('brier', probs, labels, 2)).toBeCloseTo(0.1 - 0.125 + 0.375, 12);
  });

  it('calibration errors', () => {
    const probs = [0.4, 0.6, 0.4, 0.6, 0.1, 0.9, 0.1, 0.9];
    const labels = [1, 0, 1, 1];
    expect(of('ece', probs, labels, 2)).toBeCloseTo(0.5 * 0.1 + 0.5 * 0.1, 12);
    expect(of('ece-classwise', probs, labels, 2)).toBeCloseTo(0.1, 12);
    expect(of('ece-equal-mass', probs, labels, 2)).toBeCloseTo((0.4 + 0.6 + 0.1 + 0.1) / 4, 12);
  });

  it('area under risk and coverage, with ties in every order alike', () => {
    // Sure and right, then two equally sure, one of them wrong.
    const probs = [0.1, 0.9, 0.3, 0.7, 0.3, 0.7];
    expect(of('aurc', probs, [1, 1, 0], 2)).toBeCloseTo((0 + 0.25 + 1 / 3) / 3, 12);
    expect(of('aurc', probs, [1, 0, 1], 2)).toBeCloseTo((0 + 0.25 + 1 / 3) / 3, 12);
  });

  it('is no number where the records do not determine it', () => {
    expect(of('auroc', [0.2, 0.8, 0.4, 0.6], [1, 1], 2)).toBeNaN();
    expect(of('balanced-accuracy', [1, 0, 0, 0, 1, 0], [0, 1], 3)).toBe(1);
    expect(of('macro-f1', [1, 0, 0, 0, 1, 0], [0, 1], 3)).toBe(1);
  });
});

describe('the bootstrap', () => {
  it('of a mean is as wide as the central limit theorem has it', () => {
    const values = Float64Array.from({ length: 400 }, (_, n) => (n * 37) % 100);
    const mean = (rows: Int32Array) => rows.reduce((sum, n) => sum + values[n]!, 0) / rows.length;
    const { value, low, high } = bootstrap(400, mean, { times: 2_000 });
    const deviation = Math.sqrt(values.reduce((sum, v) => sum + (v - 49.5) ** 2, 0) / 400);
    expect(value).toBe(49.5);
    expect((high - low) / (2 * 1.96 * (deviation / 20))).toBeCloseTo(1, 1);
    expect((low + high) / 2).toBeCloseTo(49.5, 0);
  });

  it('leaves draws out that do not determine the figure, and gives the same for the same seed', () => {
    const figure = (rows: Int32Array) => (rows.includes(0) ? rows.length : Number.NaN);
    expect(bootstrap(3, figure)).toEqual({ value: 3, low: 3, high: 3 });
    expect(bootstrap(1, () => Number.NaN).low).toBeNaN();
    const broken = bootstrap(9, (rows) => (rows.includes(0) ? Number.NaN : 1)); // most draws leave the first record out
    expect([broken.value, broken.low, broken.high]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    const mean = (rows: Int32Array) => rows.reduce((sum, n) => sum + n, 0) / rows.length;
    expect(bootstrap(20, mean, { seed: 2 })).toEqual(bootstrap(20, mean, { seed: 2 }));
  });
});
