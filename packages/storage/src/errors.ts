/** Why a store refuses. */
export type StorageErrorCode = 'object_not_found' | 'storage_failed' | 'disk_full';

/** A refusal of a store: `detail` tells people what is wrong and what to do about it. */
export class StorageError extends Error {
  readonly code: StorageErrorCode;
  readonly detail: string;

  constructor(code: StorageErrorCode, detail: string, options?: ErrorOptions) {
    super(`${code}: ${detail}`, options);
    this.name = 'StorageError';
    this.code = code;
    this.detail = detail;
  }
}

export const invalidKey = () => new StorageError('object_not_found', 'The name of a stored file is not a valid key.');

export const missing = (key: string, cause: unknown) =>
  new StorageError(
    'object_not_found',
    `The stored file ${key.slice(0, 12)}… is missing. Restore it from a backup of the data folder.`,
    { cause },
  );
