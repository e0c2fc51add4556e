import { describe, expect, it } from 'vitest';
import type { Predictions } from '../likelihoods/likelihood.js';
import { evaluate, figuresOf } from './figures.js';

const HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI);
const predictionsOf = (samples: number, count: number, outputs: number, values: number[]) => ({
  samples,
  count,
  outputs,
  outputsSNO: Float32Array.from(values),
});

/** Every figure of values. */
function figuresFor(predictions: Predictions, valuesNT: number[]) {
  const ids = figuresOf('gaussian').map(({ id }) => id);
  const all = evaluate('gaussian', { predictions, valuesNT }, ids);
  return { ...all, nll: all['value-nll']! } as Record<
    'rmse' | 'mae' | 'nll' | 'crps',
    NonNullable<(typeof all)[string]>
  > &
    typeof all;
}

describe('figures of values', () => {
  it('known answer of rmse, mae: of errors 3 and 4 are √12.5 and 3.5', () => {
    const { rmse, mae } = figuresFor(predictionsOf(1, 2, 2, [13, 0, 16, 0]), [10, 20]);
    expect(rmse.value).toBeCloseTo(Math.sqrt(12.5), 12);
    expect(mae.value).toBe(3.5);
  });

  it('errors are those of the mean of the draws', () => {
    const { rmse } = figuresFor(predictionsOf(2, 1, 2, [8, 0, 12, 0]), [10]);
    expect(rmse.value).toBe(0);
  });

  it('known answer of value-nll: one draw with variance 4 has the log density of a Gaussian: gap 2 gives −½ln2π − ln 2 − ½', () => {
    const { nll } = figuresFor(predictionsOf(1, 1, 2, [3, Math.log(4)]), [1]);
    expect(nll.value).toBeCloseTo(HALF_LOG_2PI + Math.log(2) + 0.5, 6);
  });

  it('two draws make a mixture: neither one Gaussian with their moments nor the mean of their logs', () => {
    // y = 0, draws N(0, 1) and N(2, 1): ln ½(1 + e⁻²) − ½ln2π. Moment-matched N(1, 2) would give another number.
    const { nll } = figuresFor(predictionsOf(2, 1, 2, [0, 0, 2, 0]), [0]);
    const mixture = Math.log((1 + Math.exp(-2)) / 2) - HALF_LOG_2PI;
    const matched = -HALF_LOG_2PI - 0.5 * Math.log(2) - 0.25;
    expect(nll.value).toBeCloseTo(-mixture, 12);
    expect(Math.abs(nll.value + matched)).toBeGreaterThan(0.01);
  });

  it('is a mean over records of each one’s own mixture, not the joint likelihood of all', () => {
    // Two records, each explained by the other draw: every record has ln ½(1 + e⁻⁸); jointly no draw fits both.
    const { nll } = figuresFor(predictionsOf(2, 2, 2, [0, 0, 4, 0, 4, 0, 0, 0]), [0, 0]);
    expect(nll.value).toBeCloseTo(HALF_LOG_2PI - Math.log((1 + Math.exp(-8)) / 2), 12);
    expect(nll.high - nll.low).toBe(0);
  });

  it('intervals: squares 0 and 4 have mean 2 ± 1.96·2, whose root begins at 0', () => {
    const { rmse, mae } = figuresFor(predictionsOf(1, 2, 2, [0, 0, 2, 0]), [0, 0]);
    expect(rmse.low).toBe(0);
    expect(rmse.high).toBeCloseTo(Math.sqrt(2 + 1.959964 * 2), 6);
    expect([mae.value, mae.high]).toEqual([1, expect.closeTo(1 + 1.959964, 6)]);
  });

  it('several targets of a record: likelihoods multiply within a draw, errors are averaged', () => {
    const { nll, rmse, mae } = figuresFor(predictionsOf(1, 1, 4, [1, 3, 0, 0]), [0, 0]);
    expect(nll.value).toBeCloseTo(2 * HALF_LOG_2PI + 0.5 + 4.5, 12);
    expect([rmse.value, mae.value]).toEqual([Math.sqrt(5), 2]);
  });

  it('known answer of coverage, coverage-50, coverage-90: where values fell in their predictions', () => {
    // N(0, 1): 0 and 0.5 lie in the middle half (± 0.674), 1 in the middle 90 %, 3 in none.
    const all = figuresFor(predictionsOf(1, 4, 2, [0, 0, 0, 0, 0, 0, 0, 0]), [0, 0.5, 1, 3]);
    expect(['coverage-50', 'coverage-90', 'coverage'].map((id) => all[id]!.value)).toEqual([0.5, 0.75, 0.75]);
    expect(all.crps.value).toBeGreaterThan(0);
  });

  it('a target far from every draw gives a number', () => {
    const { nll } = figuresFor(predictionsOf(2, 1, 2, [0, -10, 0.1, -10]), [1_000]);
    expect(Number.isFinite(nll.value)).toBe(true);
  });

  it('refuses predictions and targets that do not belong together', () => {
    expect(() => figuresFor(predictionsOf(1, 2, 2, [0, 0, 0, 0]), [1])).toThrow(/need 2 target values/);
    expect(() => figuresFor(predictionsOf(1, 1, 3, [0, 0, 0]), [1])).toThrow(/means and log variances/);
    expect(() => figuresFor(predictionsOf(1, 1, 2, [0, 0]), [Number.NaN])).toThrow(/not a finite number/);
  });
});
