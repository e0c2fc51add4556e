import { describe, expect, it } from 'vitest';
import { encoders } from './index.js';
import { bucketOf, murmur3OfText } from './murmur3.js';

const ngrams = encoders.get('hashed-ngrams');
const texts = (...all: string[]) => all.map((text) => ({ kind: 'text' as const, text }));
const D = 4_096;
const wordsOnly = { dimensions: D, words: 2, characters: false };

/** What the formula gives for pieces that land in buckets of their own. */
function rowBy(weights: Record<string, number>): Float32Array {
  const row = new Float32Array(D);
  for (const [piece, weight] of Object.entries(weights)) {
    const { index, sign } = bucketOf(murmur3OfText(piece), D);
    row[index] = sign * weight;
  }
  return row;
}

describe('hashed n-grams', () => {
  it('known answer of hashed-ngrams: they weigh words and pairs of words by how often they occur and how rare they are', async () => {
    const pool = texts('a a b', 'b');
    const opened = await ngrams.open(await ngrams.prepare(pool, wordsOnly));
    const { data } = await opened.encode(pool);
    // df of a, "a a", "a b": 1 of 2 texts; of b: 2 of 2
    const rare = Math.log(3 / 2) + 1;
    const raw = { a: rare * (1 + Math.log(2)), b: 1, 'a a': rare, 'a b': rare };
    const length = Math.hypot(...Object.values(raw));
    const expected = rowBy(Object.fromEntries(Object.entries(raw).map(([piece, value]) => [piece, value / length])));
    expect(Array.from(data.subarray(0, D)).map((v) => v.toFixed(6))).toEqual(Array.from(expected, (v) => v.toFixed(6)));
    expect(data.subarray(D)).toEqual(rowBy({ b: 1 }));
  });

  it('are as a pool knew them for texts that come later, and zero for texts without words', async () => {
    const opened = await ngrams.open(await ngrams.prepare(texts('a b', 'a c'), wordsOnly));
    const { data } = await opened.encode(texts('b new', '', ' ?! '));
    expect(Math.hypot(...data.subarray(0, D))).toBeCloseTo(1);
    expect(data.subarray(D).every((value) => value === 0)).toBe(true);
  });

  it('of characters bring endings of one word together', async () => {
    const options = { dimensions: D, words: 1, characters: true };
    const pool = texts('connect', 'connecting', 'banana');
    const { data } = await (await ngrams.open(await ngrams.prepare(pool, options))).encode(pool);
    const likeness = (a: number, b: number) =>
      Array.from({ length: D }, (_, i) => data[a * D + i]! * data[b * D + i]!).reduce((sum, value) => sum + value);
    expect(likeness(0, 1)).toBeGreaterThan(0.4);
    expect(Math.abs(likeness(0, 2))).toBeLessThan(0.1);
  });

  it('take a width from 16, and learn from an empty pool that nothing is rare', async () => {
    await expect(ngrams.prepare([], { dimensions: 8 })).rejects.toMatchObject({ code: 'invalid_options' });
    const opened = await ngrams.open(await ngrams.prepare([], { dimensions: 16 }));
    expect((await opened.encode(texts('x'))).data.some((value) => value !== 0)).toBe(true);
  });

  it('tell texts apart that differ in an emoji only, and read emoji alone', async () => {
    const pool = texts('got it 😍', 'got it 😡', '😍', '😡', '👍🏽', '👍🏿', '🇩🇪', '🇫🇷', '☕', '→', '👩‍👩‍👧', '👩‍👩‍👦');
    const opened = await ngrams.open(await ngrams.prepare(pool, { dimensions: D }));
    const { data } = await opened.encode(pool);
    const rows = pool.map((_, n) => data.subarray(n * D, (n + 1) * D));
    expect(new Set(rows.map((row) => row.join())).size).toBe(pool.length);
    for (const row of rows) expect(Math.hypot(...row)).toBeCloseTo(1, 5);
  });

  it('say of texts without a piece, and of no others, that they are unread', async () => {
    const opened = await ngrams.open(await ngrams.prepare(texts('a')));
    expect(Array.from(await opened.unread(texts('a', '', ' ?! ', '😍', '東')))).toEqual([0, 1, 1, 0, 0]);
  });

  it('read no more of a text than `longest` says', async () => {
    const long = 'the cat sat on the mat. '.repeat(5_000);
    const opened = await ngrams.open(await ngrams.prepare(texts('the cat'), { dimensions: D, longest: 1_000 }));
    const { data } = await opened.encode(texts(long.slice(0, 1_000), long, `${long.slice(0, 1_000)}and more`));
    for (const n of [1, 2]) expect(data.subarray(n * D, (n + 1) * D)).toEqual(data.subarray(0, D));
    expect(ngrams.description).toContain('first 100,000 characters');
    expect(ngrams.options.parse({})).toMatchObject({ longest: 100_000 });
  });
});
