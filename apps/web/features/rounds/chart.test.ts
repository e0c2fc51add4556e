import { expect, it } from 'vitest';
import { scale, ticks } from './chart';

it('ticks are round and lie inside the bounds', () => {
  expect(ticks(0, 1, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  expect(ticks(0, 60, 6)).toEqual([0, 10, 20, 30, 40, 50, 60]);
  expect(ticks(0, 2.4, 5)).toEqual([0, 0.5, 1, 1.5, 2]);
});

it('a scale maps its ends onto each other, and a single value does not divide by zero', () => {
  expect(scale(0, 10, 100, 0)(10)).toBe(0);
  expect(scale(5, 5, 0, 1)(5)).toBe(0);
});
