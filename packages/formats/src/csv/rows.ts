import { Gather } from '../bytes/gather.js';
import type { Reason } from '../format-error.js';

/** A row as it stands, quotes and all, without the end of its line. */
export interface Row {
  /** Where it begins: quoted cells hold ends of lines too. From 1, blank lines counted. */
  line: number;
  /** Null where it is longer than allowed. */
  bytes: Buffer | null;
  problem: Extract<Reason, 'stray_quote' | 'unclosed_quote'> | null;
}

export interface RowOptions {
  /** One character of ASCII; empty where each line is one cell, in which quotes mean nothing. */
  delimiter: string;
  /** A lone CR ends a row only in files that have no other ends. */
  hasCrOnly: boolean;
  most: number;
}

const LF = 0x0a;
const CR = 0x0d;
const QUOTE = 0x22;

type State = 'start of a cell' | 'plain' | 'quoted' | 'after a quote';

/**
 * Cuts UTF-8 into the rows of RFC 4180. Libraries were measured and not taken: they count the lines of quoted cells
 * wrong, and end at the first row that is too long, so that no place and no rest of the file can be given.
 */
export class RowSplitter {
  readonly #isOneCell: boolean;
  readonly #delimiter: number;
  readonly #end: number;
  readonly #row: Gather;
  #state: State = 'start of a cell';
  #line = 1;
  #startLine = 1;
  #hasStrayQuote = false;

  constructor({ delimiter, hasCrOnly, most }: RowOptions) {
    this.#isOneCell = delimiter === '';
    this.#delimiter = delimiter.charCodeAt(0);
    this.#end = hasCrOnly ? CR : LF;
    this.#row = new Gather(most);
  }

  /** The rows that end in this piece, blank ones left out. */
  *push(chunk: Uint8Array): Generator<Row> {
    let start = 0;
    for (let i = 0; i < chunk.length; i++) {
      const isEnd = chunk[i] === this.#end;
      if (isEnd) this.#line++;
      if (this.#step(chunk[i]!) || !isEnd) continue;
      this.#row.push(chunk.subarray(start, i));
      start = i + 1;
      yield* this.#take(null);
    }
    this.#row.push(chunk.subarray(start));
  }

  *end(): Generator<Row> {
    yield* this.#take(this.#state === 'quoted' ? 'unclosed_quote' : null);
  }

  /** Whether the byte lies in quotes, where the end of a line ends nothing. */
  #step(byte: number): boolean {
    if (this.#isOneCell) return false;
    if (this.#state === 'quoted') {
      if (byte === QUOTE) this.#state = 'after a quote';
      return true;
    }
    if (byte === QUOTE && this.#state !== 'plain') {
      this.#state = 'quoted';
      return true;
    }
    if (byte === this.#delimiter) this.#state = 'start of a cell';
    else if (byte !== CR && byte !== this.#end) {
      this.#hasStrayQuote ||= this.#state === 'after a quote';
      this.#state = 'plain';
    }
    return false;
  }

  *#take(unclosed: 'unclosed_quote' | null): Generator<Row> {
    const hasBytes = this.#row.length > 0;
    const whole = this.#row.take();
    const bytes = whole?.at(-1) === CR && !unclosed ? whole.subarray(0, -1) : whole;
    const problem = unclosed ?? (this.#hasStrayQuote ? 'stray_quote' : null);
    if (hasBytes && bytes?.length !== 0) yield { line: this.#startLine, bytes, problem };
    this.#startLine = this.#line;
    this.#state = 'start of a cell';
    this.#hasStrayQuote = false;
  }
}

export async function* rowsOf(chunks: AsyncIterable<Uint8Array>, options: RowOptions): AsyncGenerator<Row> {
  const splitter = new RowSplitter(options);
  for await (const chunk of chunks) yield* splitter.push(chunk);
  yield* splitter.end();
}
