import { createHash, randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { invalidKey, missing } from './errors.js';
import { folderError, isCode } from './folder-errors.js';
import { claimFolder, filesIn, PARTIAL, takeAway, tidyFolder } from './folder-sweep.js';
import { isKey, type Store } from './store.js';

/** Bytes of a stream that are written at once. */
const GATHERED = 256 * 1_024;

/** A store in a folder. A file appears under its name only when it is whole. */
export function openFolderStore(folder: string): Store {
  const pathOf = (key: string) => {
    if (!isKey(key)) throw invalidKey();
    return join(folder, key.slice(0, 2), key);
  };
  /** Work on the folder, whose failure is told in words. */
  const tried = <Result>(work: Promise<Result>): Promise<Result> =>
    work.catch((cause) => {
      throw folderError(cause, folder);
    });
  const found = <Result>(key: string, work: Promise<Result>): Promise<Result> =>
    work.catch((cause) => {
      throw isCode(cause, 'ENOENT') ? missing(key, cause) : folderError(cause, folder);
    });
  /** Writes a file aside, and gives it its name when it is whole. */
  const keep = async (write: (file: FileHandle) => Promise<string>): Promise<string> => {
    const partial = join(folder, PARTIAL, randomUUID());
    await tried(mkdir(dirname(partial), { recursive: true }));
    try {
      const file = await tried(open(partial, 'wx'));
      let key: string;
      try {
        key = await write(file);
        await tried(file.sync());
      } finally {
        await file.close();
      }
      await tried(mkdir(dirname(pathOf(key)), { recursive: true }));
      await tried(rename(partial, pathOf(key)));
      return key;
    } catch (error) {
      await rm(partial, { force: true }).catch(() => {});
      throw error;
    }
  };
  return {
    async put(bytes) {
      const key = createHash('sha256').update(bytes).digest('hex');
      const size = await sizeOf(pathOf(key));
      // Touched, so that no sweep takes it before its name is in the database.
      if (size === bytes.byteLength && (await touch(pathOf(key)))) return key;
      return keep(async (file) => {
        await tried(file.writeFile(bytes));
        return key;
      });
    },
    putStream: (chunks) =>
      keep(async (file) => {
        const hash = createHash('sha256');
        for await (const bytes of gathered(chunks)) {
          hash.update(bytes);
          await tried(file.writeFile(bytes)); // goes on where the one before has ended
        }
        return hash.digest('hex');
      }),
    async get(key) {
      return found(key, readFile(pathOf(key)));
    },
    async getStream(key) {
      const file = await found(key, open(pathOf(key)));
      const read = file.createReadStream();
      const given = new PassThrough();
      read.on('error', (cause) => given.destroy(folderError(cause, folder)));
      given.on('close', () => read.destroy());
      return read.pipe(given);
    },
    async *list() {
      const files = filesIn(folder)[Symbol.asyncIterator]();
      for (let next = await tried(files.next()); !next.done; next = await tried(files.next())) yield next.value;
    },
    async remove(key, before) {
      return (await tried(takeAway(folder, pathOf(key), before))) !== null;
    },
    claim: (owner) => tried(claimFolder(folder, owner)),
    tidy: (before) => tried(tidyFolder(folder, before)),
  };
}

const sizeOf = (path: string) =>
  stat(path).then(
    ({ size }) => size,
    () => -1,
  );

/** @returns false where the file has gone meanwhile, or belongs to somebody else: it is then written anew */
const touch = (path: string) =>
  utimes(path, new Date(), new Date()).then(
    () => true,
    () => false,
  );

/** The bytes of many small chunks together, so that few are written one by one. */
async function* gathered(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    held.push(chunk);
    size += chunk.byteLength;
    if (size < GATHERED) continue;
    yield Buffer.concat(held);
    [held, size] = [[], 0];
  }
  if (size > 0) yield Buffer.concat(held);
}
