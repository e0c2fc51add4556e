import { expect, it } from 'vitest';
import { adam } from './adam.js';
import { minibatches, scheduleOf } from './minibatches.js';

it('the first step of adam has the length of the learning rate, whatever the gradient', () => {
  const state = { w: { shape: [3], data: Float32Array.of(1, 1, 1) } };
  adam(state)({ w: Float32Array.of(0.1, -50, 0) }, 0.1);
  expect(state.w.data[0]).toBeCloseTo(0.9, 5);
  expect(state.w.data[1]).toBeCloseTo(1.1, 6);
  expect(state.w.data[2]).toBe(1);
});

it('adam takes two steps as algorithm 1 of the paper says', () => {
  const state = { w: { shape: [1], data: Float32Array.of(0) } };
  const update = adam(state, { epsilon: 1e-12 });
  update({ w: Float32Array.of(1) }, 0.01);
  update({ w: Float32Array.of(-2) }, 0.01);
  const [m, v] = [(0.9 * 0.1 - 0.1 * 2) / (1 - 0.9 ** 2), (0.999 * 0.001 + 0.001 * 4) / (1 - 0.999 ** 2)];
  expect(state.w.data[0]).toBeCloseTo(-0.01 - (0.01 * m) / Math.sqrt(v), 6);
});

it('few labels are seen often, many as often as asked, in batches that are alike', () => {
  const wanted = { epochs: 10, minUpdates: 200, batchSize: 32 };
  expect(scheduleOf(10, wanted)).toEqual({ batchSize: 10, batches: 1, epochs: 200 });
  expect(scheduleOf(33, wanted)).toEqual({ batchSize: 17, batches: 2, epochs: 100 });
  expect(scheduleOf(6_400, wanted)).toEqual({ batchSize: 32, batches: 200, epochs: 10 });
});

it('an epoch sees every record once, in another order each time', () => {
  const schedule = scheduleOf(33, { epochs: 1, minUpdates: 0, batchSize: 10 });
  const epoch = (n: number) => [...minibatches(33, schedule, 5, n)].flatMap((rows) => Array.from(rows));
  expect([...epoch(1)].sort((a, b) => a - b)).toEqual(Array.from({ length: 33 }, (_, i) => i));
  expect(epoch(1)).toEqual(epoch(1));
  expect(epoch(1)).not.toEqual(epoch(2));
});
