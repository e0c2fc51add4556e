import { describe, expect, it } from 'vitest';
import { figures, figuresOf } from './figures.js';
import recorded from './recorded/scikit-learn.json' with { type: 'json' };

const rowsOf = (count: number) => Int32Array.from({ length: count }, (_, n) => n);
const of = (id: string, probsNC: number[], labelsN: number[], classes: number) =>
  figures.get(id).of({ probsNC, labelsN, classes }, rowsOf(labelsN.length));

describe.each(recorded.cases)(
  'known answers of accuracy, balanced-accuracy, macro-f1, auroc, nll, brier, aurc: $name, as scikit-learn has them',
  ({ classes, labels, probs, figures }) => {
    it.each(Object.entries(figures))('%s', (id, figure) => {
      expect(of(id, probs, labels, classes)).toBeCloseTo(figure, 9);
    });

    it('Brier is reliability − resolution + uncertainty, up to what varies within a bin', () => {
      const part = (id: string) => of(id, probs, labels, classes);
      const sum = part('brier-reliability') - part('brier-resolution') + part('brier-uncertainty');
      expect(Math.abs(sum - part('brier'))).toBeLessThan(0.03);
    });

    it('is the same whatever the order of the records', () => {
      const order = rowsOf(labels.length).reverse();
      const judged = { probsNC: probs, labelsN: labels, classes };
      for (const { of: figure } of figuresOf('categorical'))
        expect(figure(judged, order)).toBeCloseTo(figure(judged, rowsOf(labels.length)), 12);
    });
  },
);

describe('by hand', () => {
  it('known answer of brier, brier-reliability, brier-resolution, brier-uncertainty: Brier falls apart exactly where the forecasts of a bin are equal', () => {
    // Two forecasts of class 1: 0.2 came true once in two, 0.9 twice in two.
    const probs = [0.8, 0.2, 0.8, 0.2, 0.1, 0.9, 0.1, 0.9];
    const labels = [0, 1, 1, 1];
    expect(of('brier-reliability', probs, labels, 2)).toBeCloseTo(2 * (0.5 * 0.3 ** 2 + 0.5 * 0.1 ** 2), 12);
    expect(of('brier-resolution', probs, labels, 2)).toBeCloseTo(2 * (0.5 * 0.25 ** 2 + 0.5 * 0.25 ** 2), 12);
    expect(of('brier-uncertainty', probs, labels, 2)).toBeCloseTo(2 * 0.75 * 0.25, 12);
    expect(of('brier', probs, labels, 2)).toBeCloseTo(0.1 - 0.125 + 0.375, 12);
  });

  it('known answer of ece, ece-classwise, ece-equal-mass: by hand', () => {
    const probs = [0.4, 0.6, 0.4, 0.6, 0.1, 0.9, 0.1, 0.9];
    const labels = [1, 0, 1, 1];
    expect(of('ece', probs, labels, 2)).toBeCloseTo(0.5 * 0.1 + 0.5 * 0.1, 12);
    expect(of('ece-classwise', probs, labels, 2)).toBeCloseTo(0.1, 12);
    expect(of('ece-equal-mass', probs, labels, 2)).toBeCloseTo((0.4 + 0.6 + 0.1 + 0.1) / 4, 12);
  });

  it('known answer of aurc: the area under risk and coverage, with ties in every order alike', () => {
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
