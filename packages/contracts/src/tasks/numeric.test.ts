import { describe, expect, it } from 'vitest';
import { numeric, TaskSettings } from './index.js';

const taskOf = (settings: object) => ({
  settings: numeric.settings.parse({ kind: 'numeric', ...settings }),
  classes: [],
});

describe('a number', () => {
  const strength = taskOf({ unit: 'MPa', low: 0, high: 120 });

  it('is read as people write it, and what is none, or lies outside, is refused in words', () => {
    for (const given of [12.5, '12.5', ' 12.5 ', '1.25e1'])
      expect(numeric.read(given, strength)).toEqual({ answer: { value: 12.5 } });
    for (const given of ['', 'many', '12,5', null, true, [1], Number.NaN, '1e999'])
      expect(numeric.read(given, strength)).toEqual({ problem: expect.stringContaining('no number') });
    for (const value of [1e18, -1e18]) expect(numeric.problemOf({ value }, taskOf({}))).toBeNull();
    for (const value of [1.1e18, -3e38, 1e300])
      expect(numeric.problemOf({ value }, taskOf({}))).toMatch(/beyond what a model can learn/);
    expect(numeric.read(121, strength)).toEqual({
      problem: '121 lies outside of what can be answered here: 0 to 120 MPa. Correct it.',
    });
  });

  it('has its unit in lists, and is itself what a model learns', () => {
    expect(numeric.textOf({ value: 40 }, strength)).toBe('40 MPa');
    expect(numeric.targetOf({ value: 40 }, [])).toEqual([40]);
    expect(numeric.keyOf({ value: 40 })).toBe(numeric.keyOf({ value: 40.0 }));
  });

  it('has a range that is one', () => {
    expect(TaskSettings.safeParse({ kind: 'numeric', low: 2, high: 1 }).success).toBe(false);
    expect(TaskSettings.parse({ kind: 'numeric' })).toEqual({
      kind: 'numeric',
      unit: '',
      low: null,
      high: null,
      step: null,
    });
  });
});
