import { Readable } from 'node:stream';
import yauzl from 'yauzl';
import { FormatError } from '../format-error.js';
import type { Rejected } from '../imported.js';
import type { FileInput, FolderInput } from '../input.js';
import { checkEntry, isLink, nameOfEntry } from './check-entry.js';

/** Names, places and sizes of all entries are in memory at once. */
const MOST_ENTRIES = 1_000_000;

/** Whether a file begins as a ZIP does; an empty one begins with its end. */
export const isZip = (head: Uint8Array) =>
  head[0] === 0x50 && head[1] === 0x4b && ((head[2] === 3 && head[3] === 4) || (head[2] === 5 && head[3] === 6));

class RangeReader extends yauzl.RandomAccessReader {
  readonly #input: FileInput;

  constructor(input: FileInput) {
    super();
    this.#input = input;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    const { open } = this.#input;
    async function* buffers() {
      for await (const chunk of open({ start, end })) yield Buffer.from(chunk);
    }
    return Readable.from(buffers(), { objectMode: false });
  }
}

/** The files of a ZIP, without unpacking it; what would harm is told and not touched. */
export const zipFolder = (input: FileInput): FolderInput => ({
  kind: 'folder',
  name: input.name,
  list: () => listZip(input),
});

async function* listZip(input: FileInput): AsyncGenerator<FileInput | Rejected> {
  const zip = await openZip(input);
  const entries = await entriesOf(zip);
  const named = entries.map((entry) => ({ entry, name: nameOfEntry(entry) }));
  const links = new Set(named.filter(({ entry }) => isLink(entry)).map(({ name }) => name.replace(/\/$/, '')));
  const seen = new Set<string>();
  for (const { entry, name } of named.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))) {
    const rejected = checkEntry(entry, name, links, seen);
    seen.add(name);
    if (rejected) yield { place: name.replaceAll('\0', '\\u0000'), ...rejected };
    else if (!name.endsWith('/')) yield fileOf(zip, entry, name);
  }
}

async function openZip(input: FileInput): Promise<yauzl.ZipFile> {
  if (input.size === undefined)
    throw new FormatError('not_this_format', 'A ZIP is read from a file whose size is known.');
  try {
    // Names are decoded and checked here one by one: a bad one is no reason to refuse the others.
    const options = { lazyEntries: true, autoClose: false, decodeStrings: false, validateEntrySizes: true };
    return await yauzl.fromRandomAccessReaderPromise(new RangeReader(input), input.size, options);
  } catch (cause) {
    throw new FormatError('truncated', 'The ZIP has no list of its files: it is cut off, or no ZIP.', { cause });
  }
}

async function entriesOf(zip: yauzl.ZipFile): Promise<yauzl.Entry[]> {
  if (zip.entryCount > MOST_ENTRIES) {
    throw new FormatError('archive_bomb', `The ZIP lists more than ${MOST_ENTRIES} files.`);
  }
  const entries: yauzl.Entry[] = [];
  try {
    for await (const entry of zip.eachEntry()) entries.push(entry);
  } catch (cause) {
    throw new FormatError('truncated', 'The list of files in the ZIP is damaged.', { cause });
  }
  return entries;
}

const fileOf = (zip: yauzl.ZipFile, entry: yauzl.Entry, name: string): FileInput => ({
  kind: 'file',
  name,
  size: entry.uncompressedSize,
  async *open(range) {
    let position = 0;
    try {
      // From the start even for a range: what is packed cannot be entered in its middle.
      for await (const chunk of await zip.openReadStreamPromise(entry)) {
        const start = position;
        position += chunk.length;
        if (!range) yield chunk;
        else if (position > range.start && start < range.end) {
          yield chunk.subarray(Math.max(0, range.start - start), range.end - start);
        }
      }
    } catch (cause) {
      if (cause instanceof FormatError) throw cause;
      throw new FormatError('archive_bomb', `${name} is not of the size that the ZIP tells, or damaged.`, { cause });
    }
  },
});
