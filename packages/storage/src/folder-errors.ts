import { StorageError } from './errors.js';

export const isCode = (cause: unknown, ...codes: string[]) =>
  codes.includes((cause as NodeJS.ErrnoException | null)?.code ?? '');

/** What a failure of the system calls on a folder means to people. */
export function folderError(cause: unknown, folder: string): StorageError {
  if (isCode(cause, 'ENOSPC', 'EDQUOT')) {
    return new StorageError(
      'disk_full',
      `There is no space left where files are kept (${folder}). Free some space and try again; nothing is lost.`,
      { cause },
    );
  }
  if (isCode(cause, 'EACCES', 'EPERM', 'EROFS')) {
    return new StorageError(
      'storage_failed',
      `The folder ${folder} cannot be written. Check its owner and permissions, then try again.`,
      { cause },
    );
  }
  return new StorageError(
    'storage_failed',
    `The file store at ${folder} does not work (${(cause as Error).message}). Try again in a moment.`,
    { cause },
  );
}
