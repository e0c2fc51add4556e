import { expect, it } from 'vitest';
import { Seen } from './seen.js';

it('what was added is known, and hardly anything else', () => {
  const seen = new Seen();
  const words = Array.from({ length: 200_000 }, (_, at) => `row-${at}`);
  for (const word of words) seen.add(word);
  expect(words.every((word) => seen.mayHave(word))).toBe(true);
  const others = Array.from({ length: 20_000 }, (_, at) => `row-${200_000 + at}`);
  expect(others.filter((word) => seen.mayHave(word)).length).toBeLessThan(20);
});
