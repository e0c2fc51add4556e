import { expect, it } from 'vitest';
import { bucketOf, murmur3, murmur3OfText } from './murmur3.js';

// The verification vectors of the reference implementation, as collected on Wikipedia and in Austin Appleby's SMHasher.
it.each([
  ['', 0, 0],
  ['', 1, 0x514e28b7],
  ['', 0xffffffff, 0x81f16f39],
  ['test', 0, 0xba6bd213],
  ['test', 0x9747b28c, 0x704b81dc],
  ['Hello, world!', 0, 0xc0363e43],
  ['Hello, world!', 0x9747b28c, 0x24884cba],
  ['The quick brown fox jumps over the lazy dog', 0, 0x2e4ff723],
  ['The quick brown fox jumps over the lazy dog', 0x9747b28c, 0x2fa826cd],
])('murmur3 of "%s" with seed %i is the published one', (text, seed, expected) => {
  expect(murmur3OfText(text, seed) >>> 0).toBe(expected);
});

it('murmur3 reads a part of an array', () => {
  const bytes = new TextEncoder().encode('a test b');
  expect(murmur3(bytes, 0, 2, 6) >>> 0).toBe(0xba6bd213);
});

it('a bucket takes its sign from the hash, down to the most negative one', () => {
  expect(bucketOf(7, 4)).toEqual({ index: 3, sign: 1 });
  expect(bucketOf(-7, 4)).toEqual({ index: 3, sign: -1 });
  expect(bucketOf(-(2 ** 31), 3)).toEqual({ index: 2, sign: -1 });
});
