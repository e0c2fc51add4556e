import { describe, expect, it } from 'vitest';
import { binOf } from './bins.js';
import { evaluateByClass } from './by-class.js';
import { evaluate as measured } from './figures.js';
import { meanInterval, wilsonInterval } from './intervals.js';

const evaluate = (probsNC: number[], labelsN: number[], classes: number) =>
  measured('categorical', { probsNC, labelsN, classes }, ['accuracy', 'nll', 'ece', 'brier']) as Record<
    'accuracy' | 'nll' | 'ece' | 'brier',
    { value: number }
  >;

describe('evaluation', () => {
  it('wilson interval of 8 of 10 is [0.490, 0.943]', () => {
    const { value, low, high } = wilsonInterval(8, 10);
    expect(value).toBe(0.8);
    expect(low).toBeCloseTo(0.4902, 4);
    expect(high).toBeCloseTo(0.9433, 4);
  });

  it('wilson interval stays inside [0, 1] for nothing and for everything', () => {
    expect(wilsonInterval(0, 20).low).toBe(0);
    expect(wilsonInterval(20, 20).high).toBe(1);
  });

  it('mean interval of 1, 2, 3 is 2 ± 1.96/√3', () => {
    const { value, low, high } = meanInterval([1, 2, 3]);
    expect(value).toBe(2);
    expect(high - value).toBeCloseTo(1.959964 / Math.sqrt(3), 6);
    expect(value - low).toBeCloseTo(high - value, 12);
  });

  it('a confidence on the edge of two bins belongs to the one below, however many bins there are', () => {
    for (const edge of [0.07, 0.14, 0.28, 0.55, 0.56]) expect(binOf(edge, 100)).toBe(Math.round(100 * edge) - 1);
    const wrong: string[] = [];
    for (let bins = 1; bins <= 300; bins++)
      for (let b = 1; b <= bins; b++)
        if (binOf(b / bins, bins) !== b - 1 || binOf(b / bins + 1e-9, bins) !== Math.min(b, bins - 1))
          wrong.push(`${b} / ${bins}`);
    expect(wrong).toEqual([]);
    expect([binOf(0, 15), binOf(1, 15)]).toEqual([0, 14]);
  });

  it('a certain and right model has no loss, no error, no miscalibration', () => {
    const { accuracy, nll, ece } = evaluate([1, 0, 0, 1], [0, 1], 2);
    expect([accuracy.value, nll.value, ece.value]).toEqual([1, 0, 0]);
  });

  it('brier score and classes by hand', () => {
    const [probsNC, labelsN] = [
      [0.8, 0.2, 0, 0.6, 0.4, 0, 0.1, 0.9, 0],
      [0, 1, 1],
    ];
    const perClass = evaluateByClass('categorical', { probsNC, labelsN, classes: 3 });
    expect(evaluate(probsNC, labelsN, 3).brier.value).toBeCloseTo((0.08 + 0.72 + 0.02) / 3, 12);
    expect(perClass.map(({ records }) => records)).toEqual([1, 2, 0]);
    expect(perClass.map(({ recall }) => recall?.value)).toEqual([1, 0.5, undefined]);
    expect(perClass.map(({ precision }) => precision?.value)).toEqual([0.5, 1, undefined]);
  });

  it('refuses probabilities and labels that do not belong together', () => {
    expect(() => evaluate([1, 0], [0, 1], 2)).toThrow(/need 4 probabilities; there are 2/);
    expect(() => evaluate([1, 0], [2], 2)).toThrow(/The label 2 is not one of the 2 classes/);
  });

  it('nll is the mean of −ln p of the right class, finite even for a wrong certainty', () => {
    expect(evaluate([0.25, 0.75, 0.5, 0.5], [0, 1], 2).nll.value).toBeCloseTo((Math.log(4) + Math.log(2)) / 2, 6);
    expect(Number.isFinite(evaluate([1, 0], [1], 2).nll.value)).toBe(true);
  });
});
