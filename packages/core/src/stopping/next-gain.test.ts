import { describe, expect, it } from 'vitest';
import { fitPowerLaw, nextGain } from './index.js';

const curve = (errorAt: (labels: number) => number, rounds = 5) =>
  Array.from({ length: rounds }, (_, at) => ({ labels: 20 * (at + 1), error: errorAt(20 * (at + 1)) }));

describe('what the next labels bring', () => {
  it('known answer: an exact power law is carried on, without doubt', () => {
    const found = nextGain(
      curve((labels) => labels ** -0.5),
      100,
    )!;
    expect(found.error).toBeCloseTo(0.1, 12);
    const gain = 0.1 - 200 ** -0.5;
    expect([found.gain.low, found.gain.value, found.gain.high].map((one) => one.toFixed(9))).toEqual(
      Array(3).fill(gain.toFixed(9)),
    );
  });

  it('known answer: slope and its standard error are those of a regression of the logarithms', () => {
    // By the formulas of the textbook, computed in Python.
    const points = [0.5, 0.33, 0.3, 0.22, 0.21].map((error, at) => ({ labels: 20 * (at + 1), error }));
    const { slope, slopeError, at } = fitPowerLaw(points);
    expect(slope).toBeCloseTo(-0.5446238009, 9);
    expect(slopeError).toBeCloseTo(0.0528265914, 9);
    expect(at(100)).toBeCloseTo(0.2078012009, 9);
    const { gain } = nextGain(points, 100)!;
    const half = 3.1824 * slopeError;
    expect(gain.low).toBeCloseTo(at(100) * (1 - 2 ** (slope + half)), 9);
    expect(gain.high).toBeCloseTo(at(100) * (1 - 2 ** (slope - half)), 9);
  });

  it('an error that stands still promises nothing, one that jumps about may rise', () => {
    expect(
      nextGain(
        curve(() => 0.2),
        100,
      )!.gain,
    ).toEqual({ value: 0, low: 0, high: 0 });
    const { gain } = nextGain(
      curve((labels) => (labels % 40 === 0 ? 0.2 : 0.3)),
      100,
    )!;
    expect(gain.low).toBeLessThan(0);
    expect(gain.high).toBeGreaterThan(0);
  });

  it('says nothing of two rounds, of one number of labels, and of no error at all', () => {
    expect(
      nextGain(
        curve((labels) => 1 / labels, 2),
        100,
      ),
    ).toBeNull();
    expect(
      nextGain(
        [1, 2, 3].map((error) => ({ labels: 20, error })),
        100,
      ),
    ).toBeNull();
    expect(
      nextGain(
        curve(() => 0),
        100,
      ),
    ).toBeNull();
    expect(nextGain([], 100)).toBeNull();
  });
});
