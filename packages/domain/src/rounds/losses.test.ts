import { expect, it } from 'vitest';
import { keepLosses } from './losses.js';

it('losses of a short training are all kept, those of a long one in even steps, with the last epoch', () => {
  const few = keepLosses();
  few.add(1, 2);
  few.add(2, 1);
  expect(few.list()).toEqual([
    [1, 2],
    [2, 1],
  ]);
  const many = keepLosses();
  for (let epoch = 1; epoch <= 10_000; epoch++) many.add(epoch, 1 / epoch);
  const epochs = many.list().map(([epoch]) => epoch);
  expect(epochs.length).toBeLessThanOrEqual(301);
  expect(epochs.length).toBeGreaterThan(140);
  expect([epochs[0], epochs.at(-1)]).toEqual([1, 10_000]);
  const steps = epochs.slice(1, -1).map((epoch, at) => epoch - epochs[at]!);
  expect(new Set(steps).size).toBe(1);
});
