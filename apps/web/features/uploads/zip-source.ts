import { makeZip, predictLength } from 'client-zip';
import type { FileSource } from 'tus-js-client';

/** A file and where it lies in what was dropped. */
export interface PlacedFile {
  path: string;
  file: File;
}

/** The same for every visit: a ZIP of the same files is the same to the last byte, and goes on where it stopped. */
const DAY = new Date(2000, 0, 1);

const entriesOf = (files: readonly PlacedFile[]) =>
  files.map(({ path, file }) => ({ name: path, lastModified: DAY, input: file, size: file.size }));

/** Bytes of the ZIP that holds these files. */
export const zipSize = (files: readonly PlacedFile[]): number => Number(predictLength(entriesOf(files)));

/**
 * Pieces of a ZIP that is written while it is sent, and never lies in memory whole. The last piece is kept, for it may be
 * asked for again; whoever asks for one before that has the ZIP written from its beginning.
 */
export class ZipSource implements FileSource {
  readonly size: number;
  readonly #files: readonly PlacedFile[];
  #reader: ReadableStreamDefaultReader<Uint8Array> | null = null;
  /** What is at hand begins here. */
  #start = 0;
  #pieces: Uint8Array<ArrayBuffer>[] = [];

  constructor(files: readonly PlacedFile[]) {
    this.#files = files;
    this.size = zipSize(files);
  }

  async slice(from: number, until: number) {
    const end = Math.min(until, this.size);
    if (!this.#reader || from < this.#start) this.#begin();
    while (this.#end < end) {
      const { value, done } = await this.#reader!.read();
      if (done) throw new Error('A file has changed while it was sent. Choose the files again.');
      this.#pieces.push(new Uint8Array(value));
      this.#dropBefore(from);
    }
    this.#dropBefore(from);
    const value = new Blob(this.#pieces).slice(from - this.#start, end - this.#start);
    return { value, done: end >= this.size };
  }

  close() {
    void this.#reader?.cancel().catch(() => {});
    this.#reader = null;
  }

  get #end() {
    return this.#pieces.reduce((end, { length }) => end + length, this.#start);
  }

  #begin() {
    this.close();
    this.#reader = makeZip(entriesOf(this.#files)).getReader();
    this.#start = 0;
    this.#pieces = [];
  }

  #dropBefore(from: number) {
    for (let [first] = this.#pieces; first && this.#start + first.length <= from; [first] = this.#pieces) {
      this.#start += first.length;
      this.#pieces.shift();
    }
  }
}
