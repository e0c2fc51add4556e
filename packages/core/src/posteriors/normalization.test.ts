import { expect, it } from 'vitest';
import { follow } from './point.js';

it('running statistics forget what they began with at the first minibatch, and follow by a tenth from the tenth on', () => {
  const weights = { mean: { shape: [1], data: Float32Array.of(1_000) } };
  const after = (value: number) => {
    follow(weights, { mean: Float32Array.of(value) });
    return weights.mean.data[0];
  };
  expect([2, 4, 6].map(after)).toEqual([2, 3, 4]);
  for (let t = 4; t <= 20; t++) expect(after(4)).toBe(4);
  expect(after(14)).toBe(5);
});
