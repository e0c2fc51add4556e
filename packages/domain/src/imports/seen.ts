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
    const [first, step] = sumsOf(word);
    for (let n = 0; n < HASHES; n++) {
      const bit = (first + Math.imul(n, step)) & (BITS - 1);
      this.#bits[bit >>> 5]! |= 1 << (bit & 31);
    }
  }

  mayHave(word: string): boolean {
    const [first, step] = sumsOf(word);
    for (let n = 0; n < HASHES; n++) {
      const bit = (first + Math.imul(n, step)) & (BITS - 1);
      if ((this.#bits[bit >>> 5]! & (1 << (bit & 31))) === 0) return false;
    }
    return true;
  }
}

/** Letters that are looked at: hashes are told apart by fewer than they have. */
const MOST = 40;

/** Two sums of the letters: FNV-1a, and one with another prime. */
function sumsOf(word: string): [number, number] {
  let [one, two] = [0x811c9dc5, word.length];
  for (let at = Math.max(0, word.length - MOST); at < word.length; at++) {
    const letter = word.charCodeAt(at);
    one = Math.imul(one ^ letter, 0x01000193);
    two = Math.imul(two ^ letter, 0x5bd1e995);
  }
  return [one ^ (one >>> 15), (two ^ (two >>> 13)) | 1];
}
