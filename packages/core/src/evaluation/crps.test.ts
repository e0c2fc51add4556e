import { describe, expect, it } from 'vitest';
import { mixtureCrps, mixtureShare } from './crps.js';
import { distribution } from './normal.js';

describe('the normal distribution function', () => {
  // scipy 1.17.1: scipy.stats.norm.cdf
  it.each([
    [0, 0.5],
    [1, 0.8413447460685429],
    [-1.959963984540054, 0.025],
    [-4.9, 4.791832765903198e-7],
    [-6, 9.865876450376981e-10],
    [-10, 7.61985302416047e-24],
    [8.5, 1],
  ])('at %d', (x, value) => {
    expect(Math.abs(distribution(x) / value - 1)).toBeLessThan(1e-8);
    expect(Math.abs(distribution(x) - value)).toBeLessThan(1e-15);
  });
});

describe('CRPS', () => {
  it('known answer of crps: of one normal distribution the closed form', () => {
    // σ ( z (2Φ(z) − 1) + 2φ(z) − 1/√π ) at z = 0.5, σ = 2 (Gneiting and Raftery 2007, equation 21)
    const phi = Math.exp(-0.125) / Math.sqrt(2 * Math.PI);
    const exact = 2 * (0.5 * (2 * distribution(0.5) - 1) + 2 * phi - 1 / Math.sqrt(Math.PI));
    expect(mixtureCrps([3], [4], 4)).toBeCloseTo(exact, 12);
  });

  it('of a mixture is the integral', () => {
    const [means, variances, y] = [[-1, 0.5, 3], [0.25, 1, 0.04], 0.7];
    let integral = 0;
    const step = 1e-4;
    for (let x = -12 + step / 2; x < 12; x += step)
      integral += (mixtureShare(means, variances, x) - Number(x >= y)) ** 2 * step;
    expect(mixtureCrps(means, variances, y)).toBeCloseTo(integral, 4);
  });

  it('of certain draws is that of their empirical distribution', () => {
    expect(mixtureCrps([2], [0], 5)).toBe(3);
    // mean |x − y| − ½ mean |x − x'| = 1 − ½ · 1
    expect(mixtureCrps([0, 2], [0, 0], 1)).toBeCloseTo(0.5, 12);
  });
});
