import { murmur3 } from './murmur3.js';

/** Letters of scripts that put no spaces between words are words of their own, so that pairs of them become features. */
const SPACELESS =
  '[\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}\\p{sc=Tibetan}]\\p{M}*';
const WORD = new RegExp(`${SPACELESS}|(?:(?!${SPACELESS})[\\p{L}\\p{N}\\p{M}_])+`, 'gu');
const [SHORTEST, LONGEST] = [3, 5];
const [WORD_SEED, CHARACTER_SEED] = [0, 1];
const SPACE = 32;
const utf8 = new TextEncoder();

export interface PieceOptions {
  /** Runs of up to so many words. */
  words: number;
  /** Pieces of 3 to 5 characters within words, whose ends count as spaces. */
  characters: boolean;
}

/** The words of a text: NFKC, lower case, without punctuation. */
export const wordsOf = (text: string): string[] => text.normalize('NFKC').toLowerCase().match(WORD) ?? [];

/**
 * How often each piece of a text occurs in it. Two pieces with one 32-bit hash count as one.
 *
 * @returns piece → count; a piece is the signed hash of its UTF-8 bytes, and a half more where it is one of characters
 */
export function countPieces(text: string, { words, characters }: PieceOptions): Map<number, number> {
  const counts = new Map<number, number>();
  const add = (piece: number) => counts.set(piece, (counts.get(piece) ?? 0) + 1);
  const bytes = utf8.encode(` ${wordsOf(text).join(' ')} `);
  const spaces: number[] = [];
  for (let i = 0; i < bytes.length; i++) if (bytes[i] === SPACE) spaces.push(i);
  for (let w = 0; w + 1 < spaces.length; w++) {
    if (spaces[w]! + 1 === spaces[w + 1]) continue; // no word at all
    for (let n = 1; n <= words && w + n < spaces.length; n++) {
      add(murmur3(bytes, WORD_SEED, spaces[w]! + 1, spaces[w + n]!));
    }
    if (characters) addCharacters(bytes, spaces[w]!, spaces[w + 1]! + 1, add);
  }
  return counts;
}

/** Pieces of the padded word bytes[from … to). */
function addCharacters(bytes: Uint8Array, from: number, to: number, add: (piece: number) => void): void {
  const starts: number[] = [];
  for (let i = from; i < to; i++) if ((bytes[i]! & 0xc0) !== 0x80) starts.push(i);
  starts.push(to);
  for (let n = SHORTEST; n <= LONGEST; n++) {
    for (let i = 0; i + n < starts.length; i++) add(murmur3(bytes, CHARACTER_SEED, starts[i], starts[i + n]) + 0.5);
  }
}
