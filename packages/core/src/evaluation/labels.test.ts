import { describe, expect, it } from 'vitest';
import { evaluateByClass } from './by-class.js';
import { evaluate, figures, figuresOf } from './figures.js';
import recorded from './recorded/scikit-learn.json' with { type: 'json' };

const rowsOf = (count: number) => Int32Array.from({ length: count }, (_, n) => n);

describe.each(recorded.labels)(
  'known answers of label-macro-f1, label-micro-f1, exact-match, mean-average-precision, label-auroc, label-nll, label-brier: $name, as scikit-learn has them',
  ({ classes, held, probs, figures: expected }) => {
    const judged = { probsNC: probs, heldNC: held, classes };
    const rows = rowsOf(held.length / classes);

    it.each(Object.entries(expected))('%s', (id, value) => {
      expect(figures.get(id).of(judged, rows)).toBeCloseTo(value, 9);
      const { value: own, low, high } = figures.get(id).estimate(judged);
      expect(own).toBeCloseTo(value, 9);
      expect(low).toBeLessThan(own);
      expect(high).toBeGreaterThan(own);
    });

    it('there is one of each figure', () => {
      expect(Object.keys(expected).sort()).toEqual(
        figuresOf('bernoulli')
          .map(({ id }) => id)
          .sort(),
      );
    });

    it('the mean of a label’s own figures is that of all', () => {
      const each = evaluateByClass('bernoulli', judged);
      const mean = (of: (own: (typeof each)[number]) => number) =>
        each.reduce((sum, own) => sum + of(own) / classes, 0);
      expect(mean(({ averagePrecision }) => averagePrecision!)).toBeCloseTo(expected['mean-average-precision'], 9);
      expect(mean(({ nll }) => nll.value)).toBeCloseTo(expected['label-nll'], 9);
    });
  },
);

describe('figures of labels', () => {
  it('by hand: ties count together, and a label at one half is given', () => {
    const judged = { probsNC: [0.5, 0.1, 0.5, 0.2, 0.4, 0.3], heldNC: [1, 0, 0, 0, 1, 1], classes: 2 };
    const [first, second] = evaluateByClass('bernoulli', judged);
    expect([first!.recall?.value, first!.precision?.value, first!.records]).toEqual([0.5, 0.5, 2]);
    expect(first!.averagePrecision).toBeCloseTo(0.5 * 0.5 + 0.5 * (2 / 3), 12);
    expect([second!.recall?.value, second!.precision, second!.averagePrecision]).toEqual([0, null, 1]);
    const { 'label-macro-f1': f1, 'mean-average-precision': precision } = evaluate('bernoulli', judged);
    expect(f1!.value).toBeCloseTo((0.5 + 0) / 2, 12);
    expect(precision!.value).toBeCloseTo((0.25 + 1 / 3 + 1) / 2, 12);
  });

  it('of labels that hold nowhere are no numbers, where there is nothing to be found', () => {
    const judged = { probsNC: [0.1, 0.2], heldNC: [0, 0], classes: 1 };
    expect(figures.get('mean-average-precision').estimate(judged).value).toBeNaN();
    expect(figures.get('label-macro-f1').estimate(judged).value).toBeNaN();
    expect(figures.get('exact-match').estimate(judged).value).toBe(1);
  });

  it('refuse what is neither held nor not, and probabilities of other labels', () => {
    expect(() => evaluate('bernoulli', { probsNC: [0.1], heldNC: [0.5], classes: 1 })).toThrow(/0.5 is neither/);
    expect(() => evaluate('bernoulli', { probsNC: [0.1], heldNC: [1, 0], classes: 2 })).toThrow(/need 2 probabilities/);
  });
});
