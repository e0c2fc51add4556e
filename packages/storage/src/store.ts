import type { Readable } from 'node:stream';

/** An object as `list` finds it. */
export interface StoredObject {
  key: string;
  bytes: number;
  /** When it was last put. */
  putAt: Date;
}

export interface Freed {
  files: number;
  bytes: number;
}

/** Content-addressed objects: the key is the SHA-256 of the bytes, so that putting twice is putting once. */
export interface Store {
  /** @throws StorageError disk_full, storage_failed; nothing is under the key then */
  put(bytes: Uint8Array): Promise<string>;
  /**
   * The same of bytes that need not fit into memory. An error of their source is passed on as it is, and nothing is kept.
   *
   * @throws StorageError disk_full, storage_failed
   */
  putStream(chunks: AsyncIterable<Uint8Array>): Promise<string>;
  /** @throws StorageError object_not_found, storage_failed */
  get(key: string): Promise<Uint8Array>;
  /**
   * The same, never whole in memory. Whoever does not read it to its end destroys it.
   *
   * @throws StorageError object_not_found, storage_failed; so does the stream while it is read
   */
  getStream(key: string): Promise<Readable>;
  /** All that was there before it began and is not removed meanwhile; what is put meanwhile may come or not. */
  list(): AsyncIterable<StoredObject>;
  /**
   * Removes an object, unless somebody has put it since a moment.
   *
   * @returns whether it did
   */
  remove(key: string, before: Date): Promise<boolean>;
  /**
   * Writes the owner of a store down where it has none.
   *
   * @returns whether it is this one's
   */
  claim(owner: string): Promise<boolean>;
  /** Removes what puts that were cut short before a moment have left. */
  tidy(before: Date): Promise<Freed>;
}

const KEY = /^[0-9a-f]{64}$/;
export const isKey = (name: string) => KEY.test(name);
