import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isCode } from './folder-errors.js';
import { type Freed, isKey, type StoredObject } from './store.js';

/** Where files lie until they are whole, and while they are looked at again before they go. */
export const PARTIAL = 'partial';
const OWNER_FILE = 'database';
/** Files that are looked at at once. */
const AT_ONCE = 64;
const PREFIXES = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** The files of a store, one of its 256 folders at a time. */
export async function* filesIn(folder: string): AsyncGenerator<StoredObject> {
  for (const prefix of PREFIXES) {
    const keys = (await namesIn(join(folder, prefix))).filter(isKey);
    for (let start = 0; start < keys.length; start += AT_ONCE) {
      const seen = keys.slice(start, start + AT_ONCE).map((key) => look(join(folder, prefix, key), key));
      for (const file of await Promise.all(seen)) if (file) yield file;
    }
  }
}

const look = (path: string, key: string) =>
  stat(path).then(({ size, mtime }): StoredObject => ({ key, bytes: size, putAt: mtime }), nothingIfGone);

/** The first owner who comes is written down: another database, such as an empty one, names none of the files. */
export async function claimFolder(folder: string, owner: string): Promise<boolean> {
  const path = join(folder, OWNER_FILE);
  // Of earlier releases one may be left that a crash has cut short.
  if (!(await stat(path).catch(nothingIfGone))?.size) await writeOwner(folder, path, owner);
  return (await readFile(path, 'utf8')) === owner;
}

/** Whole at once: another worker may read it in this very moment. */
async function writeOwner(folder: string, path: string, owner: string): Promise<void> {
  const whole = join(folder, PARTIAL, randomUUID());
  await mkdir(join(folder, PARTIAL), { recursive: true });
  await writeFile(whole, owner);
  await rename(whole, path);
}

/** Removes what killed writers and sweeps have left. */
export async function tidyFolder(folder: string, before: Date): Promise<Freed> {
  const freed: Freed = { files: 0, bytes: 0 };
  for (const name of await namesIn(join(folder, PARTIAL))) {
    const bytes = await takeAway(folder, join(folder, PARTIAL, name), before);
    if (bytes === null) continue;
    freed.files++;
    freed.bytes += bytes;
  }
  return freed;
}

/**
 * Removes a file that is older. It is first moved aside and looked at again: one that is put in this very moment is
 * either moved back or written anew.
 *
 * @returns its size; null where it stays
 */
export async function takeAway(folder: string, path: string, before: Date): Promise<number | null> {
  const aside = join(folder, PARTIAL, randomUUID());
  try {
    if ((await stat(path)).mtime >= before) return null;
    await mkdir(join(folder, PARTIAL), { recursive: true });
    await rename(path, aside);
    const { size, mtime } = await stat(aside);
    if (mtime < before) {
      await unlink(aside); // `rm` says yes where somebody else was faster
      return size;
    }
    await rename(aside, path);
    return null;
  } catch (cause) {
    return nothingIfGone(cause); // another worker's sweep was faster
  }
}

const namesIn = async (folder: string) => (await readdir(folder).catch(nothingIfGone)) ?? [];

function nothingIfGone(cause: unknown): null {
  if (isCode(cause, 'ENOENT')) return null;
  throw cause;
}
