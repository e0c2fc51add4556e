import { mkdir, open, readdir, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { invalidKey, StorageError } from './errors.js';
import { folderError, isCode } from './folder-errors.js';
import { type Inbox, isInboxId } from './inbox.js';

const FOLDER = 'inbox';
/** Bytes that are read at once: few, so that whoever reads a long file lets others have their turn in between. */
const PIECE = 8_192;

/** An inbox in a folder: beside the objects of a store, on the same disk. */
export function openFolderInbox(objectsDir: string): Inbox {
  const folder = join(objectsDir, FOLDER);
  const pathOf = (id: string) => {
    if (!isInboxId(id)) throw invalidKey();
    return join(folder, id);
  };
  /** Work on the folder, whose failure is told in words. */
  const tried = <Result>(work: Promise<Result>): Promise<Result> =>
    work.catch((cause) => {
      throw isCode(cause, 'ENOENT') ? gone(cause) : folderError(cause, folder);
    });
  const ready = () => tried(mkdir(folder, { recursive: true }));
  return {
    async create(id) {
      await ready();
      await (await tried(open(pathOf(id), 'a'))).close();
    },
    size: async (id) => (await tried(stat(pathOf(id)))).size,
    async append(id, offset, chunks) {
      const file = await tried(open(pathOf(id), 'r+'));
      let place = offset;
      try {
        for await (const bytes of chunks) {
          await tried(writeAll(file, bytes, place));
          place += bytes.byteLength;
        }
      } finally {
        await tried(file.sync()).finally(() => file.close());
      }
      return place;
    },
    async *read(id, range) {
      const file = await tried(open(pathOf(id)));
      const part = range ? { start: range.start, end: range.end - 1 } : {};
      const bytes = file.createReadStream({ ...part, highWaterMark: PIECE });
      try {
        yield* bytes;
      } catch (cause) {
        throw folderError(cause, folder);
      } finally {
        bytes.destroy();
      }
    },
    remove: (id) => tried(rm(pathOf(id), { force: true })),
    async *list() {
      await ready();
      for (const id of await tried(readdir(folder))) {
        const found = isInboxId(id) ? await stat(join(folder, id)).catch(() => null) : null;
        if (found?.isFile()) yield { id, bytes: found.size, writtenAt: found.mtime };
      }
    },
    async free() {
      await ready();
      const { bavail, bsize } = await tried(statfs(folder));
      return bavail * bsize;
    },
  };
}

type Writable = Awaited<ReturnType<typeof open>>;

/** A write may take a part of what it is given only. */
async function writeAll(file: Writable, bytes: Uint8Array, place: number): Promise<void> {
  for (let done = 0; done < bytes.byteLength; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.byteLength - done, place + done);
    done += bytesWritten;
  }
}

const gone = (cause: unknown) =>
  new StorageError('object_not_found', 'This file is not there any more. Send it again.', { cause });
