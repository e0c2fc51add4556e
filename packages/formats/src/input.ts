import type { Rejected } from './imported.js';

/** Bytes from `start` up to, and without, `end`. */
export interface Range {
  start: number;
  end: number;
}

/** A file whose bytes arrive as a stream: on disk, in a store, or the body of a request. */
export interface FileInput {
  readonly kind: 'file';
  readonly name: string;
  /** Bytes, where they are known before reading. Archives need it. */
  readonly size?: number;
  /** Starts anew at each call where the source can; a range is asked for only where the size is known. */
  open(range?: Range): AsyncIterable<Uint8Array>;
}

/** Files that are imported as one thing: a folder or an archive. Names are paths with `/`, relative to it. */
export interface FolderInput {
  readonly kind: 'folder';
  readonly name: string;
  /** Every file below, in an order that stays the same, and what must not be touched. */
  list(): AsyncIterable<FileInput | Rejected>;
}

export type Input = FileInput | FolderInput;

/** Bytes that are in memory already. */
export const bytesInput = (name: string, bytes: Uint8Array): FileInput => ({
  kind: 'file',
  name,
  size: bytes.length,
  async *open(range) {
    yield range ? bytes.subarray(range.start, range.end) : bytes;
  },
});

/** A stream that can be read once, such as the body of a request. */
export const streamInput = (name: string, stream: AsyncIterable<Uint8Array>): FileInput => ({
  kind: 'file',
  name,
  open: () => stream,
});
