import type { Figure, Round } from '@querent/contracts';
import { describe, expect, it } from 'vitest';
import { advise as adviseOf } from './advise.js';

const accuracy = (value: number, half = 0.03): Figure => ({
  ...{ id: 'accuracy', title: 'Accuracy', better: 'higher', unit: 'share', records: 500 },
  ...{ value, low: value - half, high: value + half },
});
const rmse = (value: number): Figure => ({
  ...{ id: 'rmse', title: 'Root mean squared error', better: 'lower', unit: 'target', records: 200 },
  ...{ value, low: value - 0.5, high: value + 0.5 },
});
/** Rounds as the advice reads them: their labels and first figure. */
const rounds = (figures: (Figure | null)[]) =>
  figures.map((figure, at) => ({ labels: 20 * at, figures: figure ? [figure] : [] }) as unknown as Round);

const advise = (all: Round[], left = 1_000) => adviseOf(all, left);

describe('advice on more labels', () => {
  it('asks for no more labels than there are records left, and for none where there are none', () => {
    const law = rounds([null, ...[1, 2, 3, 4, 5].map((at) => accuracy(1 - (20 * at) ** -0.5))]);
    const { next, reasons } = advise(law, 73);
    expect(next).toMatchObject({ labels: 73, value: expect.closeTo(1 - 173 ** -0.5, 6) });
    expect(reasons[0]).toContain('the next 73 labels');
    expect(advise(law, 0)).toMatchObject({ verdict: 'open', reasons: [/No record is left/], next: null });
  });

  it('that could be anything is said to be unknown, without a number', () => {
    const { next, reasons } = advise(rounds([null, ...[0.5, 0.95, 0.4].map((value) => accuracy(value))]));
    expect(next).toBe(null);
    expect(reasons[1]).toMatch(/not known yet/);
  });

  it('a curve that rises steadily says more, and what the next hundred bring', () => {
    const law = [1, 2, 3, 4, 5].map((at) => accuracy(1 - (20 * at) ** -0.5));
    const { verdict, reasons, next } = advise(rounds([null, ...law]));
    expect(verdict).toBe('more');
    expect(reasons[0]).toMatch(/still rises/);
    expect(next).toMatchObject({ labels: 100, title: 'Accuracy', now: expect.closeTo(0.9, 6) });
    expect(next!.value).toBeCloseTo(1 - 200 ** -0.5, 6);
    expect(next!.low).toBeLessThanOrEqual(next!.value);
    expect(next!.high).toBeGreaterThanOrEqual(next!.value);
  });

  it('a curve that is flat within what the holdout can tell says enough, and why', () => {
    const { verdict, reasons } = advise(
      rounds([null, ...[0.9, 0.901, 0.9, 0.901, 0.9].map((value) => accuracy(value))]),
    );
    expect(verdict).toBe('enough');
    expect(reasons[0]).toMatch(/holdout of 500 records could hardly show/);
    expect(reasons[1]).toMatch(/has not fallen/);
  });

  it('models that differ from one to the next leave it open', () => {
    expect(advise(rounds([null, ...[0.6, 0.8, 0.55, 0.85, 0.6].map((value) => accuracy(value))])).verdict).toBe('open');
  });

  it('of a number an error falls, and never below zero', () => {
    const { verdict, next } = advise(rounds([null, ...[40, 20, 13, 10, 8].map(rmse)]));
    expect(verdict).toBe('more');
    expect(next!.value).toBeLessThan(next!.now);
    expect(next!.low).toBeGreaterThanOrEqual(0);
  });

  it('says what is missing where nothing can be told: a holdout, or models', () => {
    expect(advise(rounds([null, null]))).toMatchObject({ verdict: 'open', reasons: [/holdout/], next: null });
    expect(advise(rounds([null, accuracy(0.5), accuracy(0.6)])).reasons[0]).toMatch(/2 models have been measured/);
  });
});
