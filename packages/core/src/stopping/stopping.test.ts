import { describe, expect, it } from 'vitest';
import { kappa } from '../evaluation/index.js';
import { type RoundFigures, stoppingRules, verdictOf } from './index.js';

/** Verdicts after each round of a sequence of one figure. */
function sequence(id: string, values: (number | undefined)[], options = {}): boolean[] {
  const rule = stoppingRules.get(id);
  const rounds = values.map((value, i): RoundFigures => ({ labels: 10 * (i + 1), [rule.reads]: value }));
  const chosen = rule.options.parse(options);
  return rounds.map((_, i) => verdictOf(rule, rounds.slice(0, i + 1), chosen).isReached);
}

const first = (verdicts: boolean[]) => verdicts.indexOf(true);

describe('pinned sequences', () => {
  it('known answer of plateau: it waits for so many rounds without progress', () => {
    const errors = [0.5, 0.3, 0.2, 0.199, 0.198, 0.15, 0.149, 0.148, 0.151];
    expect(first(sequence('plateau', errors, { patience: 3, gain: 0.005 }))).toBe(8);
    expect(first(sequence('plateau', errors, { patience: 2, gain: 0.005 }))).toBe(4);
    expect(first(sequence('plateau', errors, { patience: 3, gain: 0 }))).toBe(-1);
  });

  it('plateau says how long it has waited, of how long only where that is longer', () => {
    const rule = stoppingRules.get('plateau');
    const reasonOf = (count: number, patience: number) =>
      verdictOf(rule, Array(count).fill({ labels: 10, error: 0.2 }), rule.options.parse({ patience })).reason;
    expect(reasonOf(2, 5)).toMatch(/for 1 of 5 rounds it/);
    expect(reasonOf(2, 1)).toMatch(/for 1 round it/);
    expect(reasonOf(5, 1)).toMatch(/for 4 rounds it/);
  });

  it('known answer of stable-predictions: they average over a window', () => {
    const kappas = [0.9, 0.98, 0.99, 1, 1, 0.99];
    expect(first(sequence('stable-predictions', kappas))).toBe(4); // (0.99 + 1 + 1) / 3
    expect(first(sequence('stable-predictions', [1, 1]))).toBe(-1); // fewer than three
  });

  it('known answer of classification-change: it holds for rounds in a row', () => {
    expect(first(sequence('classification-change', [0.2, 0.004, 0.01, 0.005, 0.003]))).toBe(4);
  });

  it('known answer of overall-uncertainty, maximal-uncertainty: the first that stays low', () => {
    expect(first(sequence('overall-uncertainty', [0.3, 0.02, 0.01]))).toBe(2);
    expect(first(sequence('maximal-uncertainty', [0.9, 0.05, 0.2, 0.08, 0.09], { patience: 2 }))).toBe(4);
  });

  it('known answer of expected-gain: it follows a power law to where it no longer pays', () => {
    // error = 1 / n: ten more labels at n bring 1/n − 1/(n + 10), worth more than they cost while n(n + 10) < worth / cost.
    const errors = Array.from({ length: 12 }, (_, i) => 1 / (10 * (i + 1)));
    // n = 60: 60 · 70 = 4,200 > 4,000 is the first.
    expect(first(sequence('expected-gain', errors, { worth: 4_000, patience: 1 }))).toBe(5);
    expect(first(sequence('expected-gain', errors, { worth: 4_000, patience: 2 }))).toBe(6);
    // An error that stands still promises nothing; one that grows has not been understood.
    expect(first(sequence('expected-gain', [0.1, 0.1, 0.1], { patience: 1 }))).toBe(2);
    expect(first(sequence('expected-gain', [0.1, 0.2, 0.3, 0.4], { patience: 1 }))).toBe(-1);
  });
});

describe.each(stoppingRules.list())('$id', (rule) => {
  const options = rule.options.parse({});

  it('says why, and passes over rounds without its figure', () => {
    const none = verdictOf(rule, [{ labels: 10 }, { labels: 20, [rule.reads]: Number.NaN } as RoundFigures], options);
    if (rule.reads !== 'labels') expect(none).toEqual({ isReached: false, reason: expect.stringContaining('yet') });
    const [with_, without] = [
      [0.5, 0.4, 0.3],
      [0.5, undefined, 0.4, undefined, 0.3],
    ].map((values) => sequence(rule.id, values).at(-1));
    expect(with_).toBe(without);
  });

  it('is never enough while the predictions name one class only, and begins anew when they name more', () => {
    // What a model makes of 2 % positives that it has not found: an error of 2 %, and agreement of nothing but one class.
    const still = { error: 0.02, kappa: kappa([0, 0], [0, 0], 2), changed: 0, meanUncertainty: 0, maxUncertainty: 0 };
    const rounds = (predictedClasses: number, from: number) =>
      Array.from({ length: 20 }, (_, i): RoundFigures => ({ labels: from + 2 * i, predictedClasses, ...still }));
    const firstOf = (all: RoundFigures[]) =>
      all.findIndex((_, i) => verdictOf(rule, all.slice(0, i + 1), options).isReached);
    const alone = firstOf(rounds(2, 10));
    expect(alone).toBeGreaterThanOrEqual(0);
    expect(firstOf(rounds(1, 10))).toBe(-1);
    expect(firstOf([...rounds(1, 10), ...rounds(2, 50)])).toBe(20 + alone);
    expect(verdictOf(rule, rounds(1, 10), options).reason).toMatch(/one class only/);
  });

  it('is described', () => {
    const { title, description, formula, when, cost, source } = rule;
    expect([title, description, formula, when, cost, source].every((text) => text.length > 0)).toBe(true);
  });

  it('is not reached before the first round', () => {
    expect(verdictOf(rule, [], options).isReached).toBe(false);
  });
});

describe('kappa', () => {
  it('as scikit-learn 1.9.1 has it (cohen_kappa_score)', () => {
    expect(kappa([0, 1, 2, 2, 1, 0, 1], [0, 1, 1, 2, 1, 0, 2], 3)).toBeCloseTo(0.5625, 12);
    expect(kappa([0, 0, 1, 1], [1, 1, 0, 0], 2)).toBeCloseTo(-1, 12);
  });

  it('is 1 where both name one class throughout', () => {
    expect(kappa([1, 1], [1, 1], 2)).toBe(1);
    expect(kappa([], [], 2)).toBeNaN();
  });
});
