import { murmur3 } from './murmur3.js';
import { wordsOf } from './words.js';

const [SHORTEST, LONGEST] = [3, 5];
const [WORD_SEED, CHARACTER_SEED] = [0, 1];
const SPACE = 32;
const utf8 = new TextEncoder();

export interface PieceOptions {
  /** Runs of up to so many words. */
  words: number;
  /** Pieces of 3 to 5 characters within words, whose ends count as spaces. */
  characters: boolean;
  /** Characters of a text that are read; what goes beyond is not looked at. */
  longest: number;
}

/**
 * Tells each piece of a text once, with how often it occurs. A piece is the signed hash of its UTF-8 bytes; two pieces of
 * words with one 32-bit hash count as one, and so do two of characters.
 *
 * @param visit hears the pieces of words, then those of characters, each in the order of their hashes
 * @returns how many different pieces there are
 */
export function countPieces(text: string, options: PieceOptions, visit: (hash: number, count: number) => void): number {
  const all = wordsOf(text, options.longest);
  const bytes = utf8.encode(` ${all.join(' ')} `);
  const runs = hashList(all.length * options.words);
  const parts = hashList(options.characters ? bytes.length * (1 + LONGEST - SHORTEST) : 0);
  const spaces: number[] = [];
  for (let i = 0; i < bytes.length; i++) if (bytes[i] === SPACE) spaces.push(i);
  for (let w = 0; w < all.length; w++) {
    for (let n = 1; n <= options.words && w + n <= all.length; n++) {
      runs.add(murmur3(bytes, WORD_SEED, spaces[w]! + 1, spaces[w + n]!));
    }
    if (options.characters) addCharacters(bytes, spaces[w]!, spaces[w + 1]! + 1, parts.add);
  }
  return runs.count(visit) + parts.count(visit);
}

/** Pieces of the padded word bytes[from … to). */
function addCharacters(bytes: Uint8Array, from: number, to: number, add: (hash: number) => void): void {
  const starts: number[] = [];
  for (let i = from; i < to; i++) if ((bytes[i]! & 0xc0) !== 0x80) starts.push(i);
  starts.push(to);
  for (let n = SHORTEST; n <= LONGEST; n++) {
    for (let i = 0; i + n < starts.length; i++) add(murmur3(bytes, CHARACTER_SEED, starts[i], starts[i + n]));
  }
}

/** Counts by sorting: a map of millions of different numbers takes ten times as long. */
function hashList(most: number) {
  const hashes = new Int32Array(most);
  let length = 0;
  return {
    add(hash: number) {
      hashes[length++] = hash;
    },
    count(visit: (hash: number, count: number) => void): number {
      const sorted = hashes.subarray(0, length).sort();
      let different = 0;
      for (let from = 0, to = 0; from < length; from = to) {
        while (to < length && sorted[to] === sorted[from]) to++;
        visit(sorted[from]!, to - from);
        different++;
      }
      return different;
    },
  };
}
