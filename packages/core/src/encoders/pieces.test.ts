import { describe, expect, it } from 'vitest';
import { murmur3OfText } from './murmur3.js';
import { countPieces, type PieceOptions } from './pieces.js';
import { wordsOf } from './words.js';

const ofWords = (text: string) => murmur3OfText(text, 0);
const ofCharacters = (text: string) => murmur3OfText(text, 1);

/** [hash, count] of each piece, in the order of hashes. */
function piecesOf(text: string, options: Omit<PieceOptions, 'longest'>): [number, number][] {
  const found: [number, number][] = [];
  const different = countPieces(text, { ...options, longest: 1_000 }, (hash, count) => found.push([hash, count]));
  expect(found).toHaveLength(different);
  return inOrder(found);
}
const inOrder = (pieces: [number, number][]) => pieces.sort(([a], [b]) => a - b);

describe('the words of a text', () => {
  it('are in lower case without punctuation, whatever the form of their letters', () => {
    expect(wordsOf('The CAT’s ﬁn — 42!')).toEqual(['the', 'cat', 's', 'fin', '42']);
    expect(wordsOf('Cafe\u0301')).toEqual(wordsOf('CAFÉ'));
  });

  it('are single characters in scripts without spaces, and words in the rest', () => {
    expect(wordsOf('東京タワー 3 Тест')).toEqual(['東', '京', 'タ', 'ワ', 'ー', '3', 'тест']);
  });

  it.each([
    ['faces', 'so😍😍 good😡!', ['so', '😍', '😍', 'good', '😡']],
    ['colours of skin', '👍👍🏽👍🏿', ['👍', '👍🏽', '👍🏿']],
    ['families and professions', '👩‍👩‍👧‍👦👩🏽‍🚀🏳️‍🌈', ['👩‍👩‍👧‍👦', '👩🏽‍🚀', '🏳‍🌈']],
    ['flags', '🇩🇪🇫🇷🇩 🏴󠁧󠁢󠁷󠁬󠁳󠁿🏴', ['🇩🇪', '🇫🇷', '🇩', '🏴󠁧󠁢󠁷󠁬󠁳󠁿', '🏴']],
    ['keys', '1️⃣#️⃣*️⃣', ['1⃣', '#⃣', '*⃣']],
    ['symbols, in both their forms', '☕ ☕️ ❤️ ♥→€5 ∀x', ['☕', '☕', '❤', '♥', '→', '€', '5', '∀', 'x']],
    ['and no symbol of ASCII', '$5 + a=b <b> ^ ~', ['5', 'a', 'b', 'b']],
  ])('are emoji and symbols too, one each: %s', (_, text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it('are read up to a length, also where that cuts a character in two', () => {
    expect(wordsOf('one two three', 7)).toEqual(['one', 'two']);
    expect(wordsOf('one 😍', 5)).toEqual(['one']);
  });
});

describe('the pieces of a text', () => {
  it('are counted: three to five characters of " ab " and one word', () => {
    const characters = [' ab', 'ab ', ' ab '].map((text): [number, number] => [ofCharacters(text), 2]);
    expect(piecesOf('ab ab', { words: 1, characters: true })).toEqual(inOrder([[ofWords('ab'), 2], ...characters]));
  });

  it('cut between characters, never within one', () => {
    const expected = [' żó', 'żó ', ' żó '].map((text): [number, number] => [ofCharacters(text), 1]);
    expect(piecesOf('żó', { words: 0, characters: true })).toEqual(inOrder(expected));
  });

  it('are as many as a count by hand finds in a long text', () => {
    const words = Array.from({ length: 150 }, (_, i) => `w${(i * i) % 37}`);
    const expected = new Map<number, number>();
    for (let w = 0; w < words.length; w++)
      for (let n = 1; n <= 3 && w + n <= words.length; n++) {
        const hash = ofWords(words.slice(w, w + n).join(' '));
        expected.set(hash, (expected.get(hash) ?? 0) + 1);
      }
    expect(piecesOf(words.join(' '), { words: 3, characters: false })).toEqual(inOrder([...expected]));
  });

  it('are none where there is no word', () => {
    for (const text of ['', ' ?! ', '\ud800']) expect(piecesOf(text, { words: 2, characters: true })).toEqual([]);
  });
});
