import { expect, it } from 'vitest';
import { readAhead } from './read-ahead.js';

it('asks for so many before they are needed, and gives all in their order', async () => {
  const made: number[] = [];
  async function* source() {
    for (let n = 0; n < 5; n++) {
      made.push(n);
      yield n;
    }
  }
  const taken = readAhead(source(), 2);
  expect(await taken.next()).toEqual({ done: false, value: 0 });
  await new Promise((resolve) => setImmediate(resolve));
  expect(made).toEqual([0, 1, 2]);
  const rest: number[] = [];
  for await (const n of taken) rest.push(n);
  expect(rest).toEqual([1, 2, 3, 4]);
});

it('fails where its source fails, after what came before', async () => {
  async function* source() {
    yield 1;
    throw new Error('torn');
  }
  const taken = readAhead(source(), 2);
  expect(await taken.next()).toEqual({ done: false, value: 1 });
  await expect(taken.next()).rejects.toThrow('torn');
});

it('ends its source where its taker ends', async () => {
  let hasEnded = false;
  async function* source() {
    try {
      for (;;) yield 1;
    } finally {
      hasEnded = true;
    }
  }
  for await (const one of readAhead(source(), 2)) if (one) break;
  expect(hasEnded).toBe(true);
});
