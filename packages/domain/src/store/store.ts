import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError } from '../errors.js';
import { type Freed, sweepFolder } from './sweep-folder.js';

/** Content-addressed files: the key is the SHA-256 of the bytes, so that writing twice is writing once. */
export interface Store {
  put(bytes: Uint8Array): Promise<string>;
  /** @throws object_not_found, storage_failed */
  get(key: string): Promise<Uint8Array>;
  /**
   * Frees the files that nobody names and nobody has put since a moment.
   *
   * @param owner of the names: a store that was swept for another one is left alone
   * @param findNamed those of some keys that are named
   * @returns null where the store is another owner's
   */
  sweep(owner: string, before: Date, findNamed: (keys: string[]) => Promise<string[]>): Promise<Freed | null>;
}

const KEY = /^[0-9a-f]{64}$/;

/** A store in a folder. A file appears under its name only when it is whole. */
export function openStore(folder: string): Store {
  const pathOf = (key: string) => {
    if (!KEY.test(key)) throw new DomainError('object_not_found', 'The name of a stored file is not a valid key.');
    return join(folder, key.slice(0, 2), key);
  };
  return {
    async put(bytes) {
      const key = createHash('sha256').update(bytes).digest('hex');
      const path = pathOf(key);
      const size = await stat(path).then(
        (s) => s.size,
        () => -1,
      );
      // Touched, so that no sweep takes it before its name is in the database.
      if (size === bytes.byteLength && (await touch(path))) return key;
      const partial = join(folder, 'partial', randomUUID());
      try {
        await mkdir(join(folder, 'partial'), { recursive: true });
        await mkdir(join(folder, key.slice(0, 2)), { recursive: true });
        const file = await open(partial, 'wx');
        try {
          await file.writeFile(bytes);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(partial, path);
      } catch (cause) {
        await rm(partial, { force: true }).catch(() => {});
        throw storageError(cause, folder);
      }
      return key;
    },
    async get(key) {
      try {
        return await readFile(pathOf(key));
      } catch (cause) {
        if (cause instanceof DomainError) throw cause;
        throw isCode(cause, 'ENOENT')
          ? new DomainError(
              'object_not_found',
              `The stored file ${key.slice(0, 12)}… is missing. Restore it from a backup of the data folder.`,
              { cause },
            )
          : storageError(cause, folder);
      }
    },
    sweep: (owner, before, findNamed) => sweepFolder(folder, owner, before, findNamed),
  };
}

/** @returns false where the file has gone meanwhile, or belongs to somebody else: it is then written anew */
const touch = (path: string) =>
  utimes(path, new Date(), new Date()).then(
    () => true,
    () => false,
  );

const isCode = (cause: unknown, ...codes: string[]) =>
  codes.includes((cause as NodeJS.ErrnoException | null)?.code ?? '');

function storageError(cause: unknown, folder: string): DomainError {
  if (isCode(cause, 'ENOSPC', 'EDQUOT')) {
    return new DomainError(
      'disk_full',
      `There is no space left where files are kept (${folder}). Free some space and try again; nothing is lost.`,
      { cause },
    );
  }
  if (isCode(cause, 'EACCES', 'EPERM', 'EROFS')) {
    return new DomainError(
      'storage_failed',
      `The folder ${folder} cannot be written. Check its owner and permissions, then try again.`,
      { cause },
    );
  }
  return new DomainError(
    'storage_failed',
    `The file store at ${folder} does not work (${(cause as Error).message}). Try again in a moment.`,
    { cause },
  );
}
