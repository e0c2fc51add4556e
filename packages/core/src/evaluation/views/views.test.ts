import { describe, expect, it } from 'vitest';
import {
  answeredOf,
  confusionOf,
  doubtOf,
  figures,
  type JudgedBy,
  type JudgedRecords,
  predictedValues,
  reliabilityOf,
  saidOf,
} from '../index.js';

const noIndex = (count: number) => Int32Array.from({ length: count }, (_, n) => n);
/** Four records of three classes: right and sure, wrong and sure, right and unsure, wrong and unsure. */
const judged: JudgedBy['categorical'] = {
  probsNC: [0.9, 0.1, 0, 0.9, 0.1, 0, 0.3, 0.4, 0.3, 0.3, 0.3, 0.4],
  labelsN: [0, 1, 1, 0],
  classes: 3,
  expectedEntropyN: [0.1, 0.2, 0.5, 2],
};
const records: JudgedRecords = { likelihood: 'categorical', indexN: noIndex(4), judged };

describe('of classes', () => {
  it('says the most probable class, how sure it is, and which part of the doubt more labels would take away', () => {
    const said = saidOf(records);
    expect(said.map(({ answer, isRight, error }) => [answer, isRight, error])).toEqual([
      [[0], true, 0],
      [[0], false, 1],
      [[1], true, 0],
      [[2], false, 1],
    ]);
    const doubt = -0.9 * Math.log(0.9) - 0.1 * Math.log(0.1);
    expect(said[0]!.uncertainty).toBeCloseTo(doubt, 12);
    expect(said[0]!.epistemic).toBeCloseTo(doubt - 0.1, 12);
    expect(said[3]!.epistemic).toBe(0); // never below zero, whatever rounding does
    expect(said[2]!.confidence).toBe(0.4);
  });

  it('its reliability diagram adds up to the calibration error', () => {
    const points = reliabilityOf(records);
    expect(points.map(({ forecast, share, count }) => [forecast, share.value, count])).toEqual([
      [0.4, 0.5, 2],
      [0.9, 0.5, 2],
    ]);
    const gap = points.reduce(
      (sum, { forecast, share, count }) => sum + (count / 4) * Math.abs(forecast - share.value),
      0,
    );
    expect(gap).toBeCloseTo(figures.get('ece').of(judged, noIndex(4)), 12);
  });

  it('its confusion matrix names the records of each cell', () => {
    expect(confusionOf(judged)).toEqual([
      { truth: 0, said: 0, rows: [0] },
      { truth: 0, said: 2, rows: [3] },
      { truth: 1, said: 0, rows: [1] },
      { truth: 1, said: 1, rows: [2] },
    ]);
  });

  it('its error among the surest answers: equally sure ones come together, and the last point is that of all', () => {
    expect(answeredOf(saidOf(records))).toEqual([
      { share: 0.5, error: 0.5 },
      { share: 1, error: 0.5 },
    ]);
    const many = Array.from({ length: 1_000 }, (_, n) => ({
      ...saidOf(records)[0]!,
      uncertainty: n,
      error: n < 500 ? 0 : 1,
    }));
    const points = answeredOf(many);
    expect(points.length).toBe(100);
    expect(points[49]).toEqual({ share: 0.5, error: 0 });
    expect(points.at(-1)).toEqual({ share: 1, error: 0.5 });
  });

  it('its doubt is counted where it is right and where it is wrong', () => {
    const bins = doubtOf(saidOf(records));
    expect(bins.length).toBe(20);
    expect(bins.reduce((sum, { right }) => sum + right, 0)).toBe(2);
    expect(bins[19]).toMatchObject({ right: 1, wrong: 1 });
    expect(doubtOf([])).toEqual([]);
  });
});

describe('of labels', () => {
  const tagged: JudgedRecords = {
    likelihood: 'bernoulli',
    indexN: noIndex(2),
    judged: { probsNC: [0.9, 0.2, 0.6, 0.6], heldNC: [1, 0, 1, 0], classes: 2 },
  };

  it('says each that is at least as probable as not; what the draws say one by one may be unknown', () => {
    const [first, second] = saidOf(tagged);
    expect(first).toMatchObject({ answer: [1, 0], isRight: true, error: 0, epistemic: null });
    expect(first!.confidence).toBeCloseTo(0.72, 12);
    expect(second).toMatchObject({ answer: [1, 1], isRight: false, error: 0.5 });
  });

  it('its reliability diagram has every label of every record', () => {
    expect(reliabilityOf(tagged).reduce((sum, { count }) => sum + count, 0)).toBe(4);
  });
});

describe('of values', () => {
  /** Two draws that agree in the first record, and differ by 2 in the second; noise of variance 1. */
  const valued: JudgedRecords = {
    likelihood: 'gaussian',
    indexN: noIndex(2),
    judged: {
      predictions: { samples: 2, count: 2, outputs: 2, outputsSNO: Float32Array.of(5, 0, 1, 0, 5, 0, 3, 0) },
      valuesNT: [5, 4],
    },
  };

  it('says the mean, with the spread of the draws as the part that labels would take away', () => {
    const [first, second] = saidOf(valued);
    expect(first).toEqual({ answer: [5], isRight: null, error: 0, uncertainty: 1, epistemic: 0, confidence: null });
    expect(second).toMatchObject({ answer: [2], error: 2, epistemic: 1 });
    expect(second!.uncertainty).toBeCloseTo(Math.SQRT2, 12);
  });

  it('its bands are the central 95 % of the mixture', () => {
    const [first] = predictedValues(valued.judged as JudgedBy['gaussian']);
    expect(first).toMatchObject({ row: 0, truth: 5, mean: 5 });
    expect(first!.low).toBeCloseTo(5 - 1.959963984540054, 6);
    expect(first!.high).toBeCloseTo(5 + 1.959963984540054, 6);
    expect(predictedValues(valued.judged as JudgedBy['gaussian'], 1).map(({ row }) => row)).toEqual([0]);
  });

  it('its reliability diagram is the coverage of central intervals, as the figures of coverage have it', () => {
    const points = reliabilityOf(valued);
    expect(points.map(({ forecast }) => forecast)).toContain(0.95);
    const half = points.find(({ forecast }) => forecast === 0.5)!;
    expect(half.share.value).toBe(figures.get('coverage-50').of(valued.judged, noIndex(2)));
  });
});
