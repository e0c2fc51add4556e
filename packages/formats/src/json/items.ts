import { Gather } from '../bytes/gather.js';
import { FormatError } from '../format-error.js';

/** An element of a list in JSON, as it stands. */
export interface Item {
  /** From 1. */
  number: number;
  /** Of its first character, from 1. */
  line: number;
  /** Null where it is longer than allowed. */
  bytes: Buffer | null;
}

const [LF, QUOTE, COMMA, COLON, BACKSLASH] = [0x0a, 0x22, 0x2c, 0x3a, 0x5c];
const OPENS = new Set([0x5b, 0x7b]);
const CLOSES = new Set([0x5d, 0x7d]);
const [LIST, LIST_END, OBJECT] = [0x5b, 0x5d, 0x7b];
const isSpace = (byte: number) => byte === 0x20 || byte === LF || byte === 0x0d || byte === 0x09;
/** A key longer than this is not the one that is looked for. */
const LONGEST_KEY = 1024;

type Phase = 'before' | 'seeking' | 'in the list' | 'after';

/**
 * Cuts the elements of a list out of a stream of JSON, each to be parsed by itself. It follows texts and brackets only,
 * so that an element keeps its digits and its place, and a bad one does not harm the next.
 *
 * @throws not_a_list_of_objects where the list is not there
 */
export class ItemSplitter {
  readonly #path: readonly string[];
  readonly #item: Gather;
  readonly #key = new Gather(LONGEST_KEY);
  #phase: Phase = 'before';
  /** Brackets open. */
  #depth = 0;
  /** Keys of the path that are found, one object within the other. */
  #found = 0;
  #isText = false;
  #isEscaped = false;
  #lastKey: string | null = null;
  #isValue = false;
  #line = 1;
  #startLine = 0;
  #number = 0;

  /** @param path keys that lead to the list, from the outside; none where the whole is the list */
  constructor(path: readonly string[], most: number) {
    this.#path = path;
    this.#item = new Gather(most);
  }

  *push(chunk: Uint8Array): Generator<Item> {
    let start = 0;
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i]!;
      if (byte === LF) this.#line++;
      if (this.#phase !== 'in the list') {
        this.#seek(byte);
        start = i + 1;
        continue;
      }
      if (this.#startLine === 0 && !isSpace(byte)) this.#startLine = this.#line;
      const isOutside = !this.#isText && this.#depth === this.#found + 1;
      if (isOutside && (byte === COMMA || byte === LIST_END)) {
        this.#item.push(chunk.subarray(start, i));
        start = i + 1;
        yield* this.#take(byte === LIST_END);
      } else this.#follow(byte);
    }
    if (this.#phase === 'in the list') this.#item.push(chunk.subarray(start));
  }

  /** @throws empty_file, not_a_list_of_objects, truncated */
  end() {
    if (this.#phase === 'after') return;
    if (this.#phase === 'before') throw new FormatError('empty_file', 'The file is empty.');
    if (this.#phase === 'seeking' && this.#depth === 0) this.#refuse();
    throw new FormatError('truncated', `The file ends within record ${this.#number + 1}: it seems to be cut off.`);
  }

  *#take(isLast: boolean): Generator<Item> {
    const bytes = this.#item.take();
    const isNothing = isLast && this.#number === 0 && bytes?.every(isSpace);
    if (!isNothing) yield { number: ++this.#number, line: this.#startLine, bytes };
    this.#startLine = 0;
    if (isLast) {
      this.#phase = 'after';
      this.#depth--;
    }
  }

  /** Texts and brackets: where commas and brackets mean something. */
  #follow(byte: number) {
    if (this.#isText) {
      if (this.#isEscaped) this.#isEscaped = false;
      else if (byte === BACKSLASH) this.#isEscaped = true;
      else if (byte === QUOTE) this.#isText = false;
    } else if (byte === QUOTE) this.#isText = true;
    else if (OPENS.has(byte)) this.#depth++;
    else if (CLOSES.has(byte) && this.#depth > this.#found + 1) this.#depth--;
  }

  #seek(byte: number) {
    if (this.#phase === 'after') {
      // What follows the list within its objects is none of ours; beside the whole nothing may stand.
      if (this.#path.length === 0 && !isSpace(byte)) {
        throw new FormatError('bad_json', `Something follows the list, on line ${this.#line}.`);
      }
      return;
    }
    if (!this.#isText && isSpace(byte)) return;
    const isWanted = this.#phase === 'before' || (this.#isValue && this.#depth === this.#found);
    if (isWanted && !this.#isText) return this.#enter(byte);
    this.#readKey(byte);
  }

  /** The first character of a value that the path leads to, or through. */
  #enter(byte: number) {
    const isThere = this.#found === this.#path.length;
    if (byte !== (isThere ? LIST : OBJECT)) this.#refuse();
    this.#isValue = false;
    this.#depth++;
    this.#phase = isThere ? 'in the list' : 'seeking';
  }

  #readKey(byte: number) {
    const isOfObject = this.#depth === this.#found + 1;
    if (this.#isText && isOfObject) this.#key.push(Uint8Array.of(byte));
    const wasText = this.#isText;
    const isClosing = !wasText && CLOSES.has(byte);
    if (isClosing) this.#depth--;
    else this.#follow(byte);
    if (isClosing && this.#depth <= this.#found) this.#refuse();
    if (!isOfObject) return;
    if (wasText && !this.#isText) this.#lastKey = keyOf(this.#key.take());
    else if (byte === COLON && this.#lastKey === this.#path[this.#found]) {
      this.#found++;
      this.#isValue = true;
    } else if (byte === COMMA) this.#lastKey = null;
  }

  #refuse(): never {
    const where =
      this.#path.length > 0 ? `There is no list of records at "${this.#path.join('.')}"` : 'It is no list of records';
    throw new FormatError(
      'not_a_list_of_objects',
      `${where}. A file of JSON is a list of objects, or holds one under a key.`,
    );
  }
}

/** Of the bytes between the quotes, the last quote included. */
function keyOf(bytes: Buffer | null): string | null {
  try {
    return bytes && JSON.parse(`"${bytes.toString('utf8')}`);
  } catch {
    return null;
  }
}
