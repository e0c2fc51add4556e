import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { random } from './random.js';
import { STREAMS } from './streams.js';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const sources = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !/test|contract/.test(path))
  .map((path) => [path, readFileSync(join(ROOT, path), 'utf8')] as const);

it('no two uses of a seed draw the same numbers', () => {
  const numbers = Object.values(STREAMS);
  expect(new Set(numbers).size).toBe(numbers.length);
  for (const seed of [0, 1, 42]) {
    const firsts = numbers.map((stream) => {
      const { uint32 } = random(seed, stream);
      return `${uint32()} ${uint32()}`;
    });
    expect(new Set(firsts).size).toBe(numbers.length);
  }
});

it('each of them is used in the core, and none is written as a number', () => {
  const used = new Set(sources.flatMap(([, text]) => [...text.matchAll(/STREAMS\.(\w+)/g)].map(([, name]) => name)));
  expect([...used].sort()).toEqual(Object.keys(STREAMS).sort());
  const written = sources.filter(([, text]) => /\b(?:random|permutation)\((?:[^()]*,)?\s*\d{2,}/.test(text));
  expect(written.map(([path]) => path)).toEqual([]);
});

it('numbers that seeds have had stay what they were', () => {
  expect([STREAMS.holdout, STREAMS.minibatches, STREAMS.laplaceDraws, STREAMS.kMeansCentres]).toEqual([
    1, 101, 115, 204,
  ]);
});
