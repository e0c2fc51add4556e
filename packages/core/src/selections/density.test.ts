import { describe, expect, it } from 'vitest';
import { byDensity, densities } from './density.js';
import { selections } from './index.js';

/** Three records one way, one the other way, one across, one at the origin. */
const vectors = { count: 6, width: 2, dataND: Float32Array.of(1, 0, 2, 0, 3, 0, -1, 0, 0, 5, 0, 0) };
const candidates = [0.2, 0.5, 0.4, 1, 0.9, 0].map((score, index) => ({ index, score }));

describe('density', () => {
  it('is half of one and the mean cosine to all', () => {
    // The mean of the unit vectors is (1 + 1 + 1 − 1, 1) / 6 = (1/3, 1/6).
    const expected = [2 / 3, 2 / 3, 2 / 3, 1 / 3, 7 / 12, 1 / 2];
    const found = densities(vectors);
    for (const [n, value] of expected.entries()) expect(found[n]).toBeCloseTo(value, 6);
  });

  it('puts outliers behind records that resemble others, the more the larger the exponent', () => {
    expect(byDensity({ candidates, vectors }, 0)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(byDensity({ candidates, vectors }, 1)).toEqual([4, 1, 3, 2, 0, 5]);
    expect(byDensity({ candidates, vectors }, 4)[0]).toBe(4);
    expect(byDensity({ candidates, vectors }, 8)).toEqual([1, 2, 4, 0, 3, 5]); // 0.020, 0.016, 0.012, 0.008, 0.0002, 0
  });

  it('takes part in the rules that go from group to group', () => {
    const shortlist = {
      candidates,
      vectors,
      predictions: { samples: 1, count: 6, outputs: 1, outputsSNO: new Float32Array(6) },
    };
    for (const id of ['class-balanced', 'cluster-balanced']) {
      const { batch, options } = selections.get(id);
      expect(batch!.choose(shortlist, 1, 1, options.parse({ density: 8 }))).toEqual([1]);
    }
  });
});
