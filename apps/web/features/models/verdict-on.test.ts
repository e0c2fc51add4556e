import { expect, it } from 'vitest';
import { verdictOn } from './verdict-on';

const names = { first: 'r1', second: 'r2' };
const of = (better: 'higher' | 'lower' | 'nominal', low: number, high: number) =>
  verdictOn({ better, difference: { value: (low + high) / 2, low, high } }, names);

it('names the better model where the interval does not hold 0, in the direction of the figure', () => {
  expect(of('higher', 0.01, 0.05)).toBe('r2 is better');
  expect(of('higher', -0.05, -0.01)).toBe('r1 is better');
  expect(of('lower', 0.01, 0.05)).toBe('r1 is better');
  expect(of('lower', -0.05, -0.01)).toBe('r2 is better');
  expect(of('nominal', 0.01, 0.05)).toMatch(/^r2 has more/);
});

it('says that nobody can tell where it does, also at its end', () => {
  for (const [low, high] of [
    [-0.01, 0.05],
    [0, 0.05],
    [0, 0],
  ] as const)
    expect(of('higher', low, high)).toMatch(/luck/);
});
