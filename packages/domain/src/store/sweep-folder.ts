import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Freed {
  files: number;
  bytes: number;
}

/** Names that are looked up at once. */
const CHUNK = 1_000;
/** Files that are taken away at once. */
const AT_ONCE = 16;
const OWNER_FILE = 'database';
const PARTIAL = 'partial';
const PREFIXES = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** The sweep of a store in a folder, one of its 256 folders at a time. */
export async function sweepFolder(
  folder: string,
  owner: string,
  before: Date,
  findNamed: (keys: string[]) => Promise<string[]>,
): Promise<Freed | null> {
  await mkdir(join(folder, PARTIAL), { recursive: true });
  if (!(await isOf(folder, owner))) return null;
  const freed: Freed = { files: 0, bytes: 0 };
  const free = async (paths: string[]) => {
    for (let start = 0; start < paths.length; start += AT_ONCE) {
      const taken = await Promise.all(
        paths.slice(start, start + AT_ONCE).map((path) => takeAway(folder, path, before)),
      );
      for (const bytes of taken) {
        if (bytes === null) continue;
        freed.files++;
        freed.bytes += bytes;
      }
    }
  };
  for (const prefix of PREFIXES) {
    const keys = await namesIn(join(folder, prefix));
    for (let start = 0; start < keys.length; start += CHUNK) {
      const chunk = keys.slice(start, start + CHUNK);
      const named = new Set(await findNamed(chunk));
      await free(chunk.filter((key) => !named.has(key)).map((key) => join(folder, prefix, key)));
    }
  }
  await free((await namesIn(join(folder, PARTIAL))).map((name) => join(folder, PARTIAL, name)));
  return freed;
}

/** The first owner whose sweep comes is written down: another database, such as an empty one, names none of the files. */
async function isOf(folder: string, owner: string): Promise<boolean> {
  await writeFile(join(folder, OWNER_FILE), owner, { flag: 'wx' }).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'EEXIST') throw cause;
  });
  return (await readFile(join(folder, OWNER_FILE), 'utf8')) === owner;
}

/**
 * Removes a file that is older. It is first moved aside and looked at again: one that is put in this very moment is
 * either moved back or written anew.
 *
 * @returns its size; null where it stays
 */
async function takeAway(folder: string, path: string, before: Date): Promise<number | null> {
  const aside = join(folder, PARTIAL, randomUUID());
  try {
    if ((await stat(path)).mtime >= before) return null;
    await rename(path, aside);
    const { size, mtime } = await stat(aside);
    if (mtime < before) {
      await rm(aside);
      return size;
    }
    await rename(aside, path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause; // another worker's sweep was faster
  }
  return null;
}

const namesIn = (folder: string) =>
  readdir(folder).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return [];
    throw cause;
  });
