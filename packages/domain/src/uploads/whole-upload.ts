import type { FileInput } from '@querent/formats';
import type { Inbox } from '@querent/storage';
import type { Context } from '../context/context.js';
import { DomainError } from '../errors.js';
import { getOwnUpload, sizeOf } from './upload.js';

/** A file that lies in the inbox, as readers take it. */
export interface InboxFile {
  id: string;
  name: string;
}

/**
 * A file that the actor has brought, and that is whole.
 *
 * @throws forbidden, upload_not_found, upload_unfinished
 */
export async function getWholeUpload(context: Pick<Context, 'db' | 'actor'>, uploadId: string): Promise<InboxFile> {
  const { id, name, receivedAt } = await getOwnUpload(context, uploadId);
  if (receivedAt) return { id, name };
  throw new DomainError('upload_unfinished', `${name} has not come whole yet. Wait until all of it is here.`);
}

/**
 * A file of the inbox, read where it lies: an archive is never unpacked, and nothing is in memory as a whole.
 *
 * @param onError hears of what the disk says, which a reader of archives takes for a damaged file
 * @throws upload_not_found where it has gone; StorageError
 */
export async function inboxInput(
  inbox: Inbox,
  { id, name }: InboxFile,
  onError: (error: Error) => void = () => {},
): Promise<FileInput> {
  return {
    kind: 'file',
    name,
    size: await sizeOf({ inbox }, id),
    async *open(range) {
      try {
        yield* inbox.read(id, range);
      } catch (error) {
        if (error instanceof Error) onError(error);
        throw error;
      }
    },
  };
}
