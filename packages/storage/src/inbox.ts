/** A file of an inbox as `list` finds it. */
interface WaitingFile {
  id: string;
  bytes: number;
  /** When something of it was last written. */
  writtenAt: Date;
}

/** Files on their way in: written piece by piece from their beginning, read while they wait, removed once they are used. */
export interface Inbox {
  /** An empty file, where there is none yet. @throws StorageError disk_full, storage_failed */
  create(id: string): Promise<void>;
  /** Bytes that have come so far. @throws StorageError object_not_found, storage_failed */
  size(id: string): Promise<number>;
  /**
   * Writes on at `offset`, which is where the file ends. What has come before its source breaks off stays, and the error of the
   * source is passed on as it is.
   *
   * @returns the size then
   * @throws StorageError object_not_found, disk_full, storage_failed
   */
  append(id: string, offset: number, chunks: AsyncIterable<Uint8Array>): Promise<number>;
  /** Its bytes from `start` up to, and without, `end`. @throws StorageError object_not_found, storage_failed */
  read(id: string, range?: { start: number; end: number }): AsyncIterable<Uint8Array>;
  /** Also of one that is not there. @throws StorageError storage_failed */
  remove(id: string): Promise<void>;
  list(): AsyncIterable<WaitingFile>;
  /** Bytes that its disk has left. @throws StorageError storage_failed */
  free(): Promise<number>;
}

const ID = /^[0-9a-f-]{1,64}$/;
export const isInboxId = (id: string) => ID.test(id);
