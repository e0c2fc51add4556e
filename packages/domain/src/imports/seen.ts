const BITS = 2 ** 26;
const HASHES = 3;

/**
 * Ids and contents that an import has stored, by which most of a file is known to be new without asking the database. It
 * never forgets one; now and then it takes a new one for known, and then the database is asked. Eight megabytes, whatever the
 * file: of five million records one in ten is asked about.
 */
export class Seen {
  readonly #bits = new Uint32Array(BITS / 32);

  add(word: string): void {
    for (const bit of bitsOf(word)) this.#bits[bit >>> 5]! |= 1 << (bit & 31);
  }

  mayHave(word: string): boolean {
    return bitsOf(word).every((bit) => this.#bits[bit >>> 5]! & (1 << (bit & 31)));
  }
}

/** Places that two sums of the letters give (FNV-1a and one with another prime), spread by their multiples. */
function bitsOf(word: string): number[] {
  let [one, two] = [0x811c9dc5, 0x9747b28c];
  for (let at = 0; at < word.length; at++) {
    const letter = word.charCodeAt(at);
    one = Math.imul(one ^ letter, 0x01000193);
    two = Math.imul(two ^ letter, 0x5bd1e995);
  }
  one ^= one >>> 15;
  two = (two ^ (two >>> 13)) | 1;
  return Array.from({ length: HASHES }, (_, n) => (one + Math.imul(n, two)) & (BITS - 1));
}
