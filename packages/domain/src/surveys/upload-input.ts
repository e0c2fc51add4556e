import type { FileInput } from '@querent/formats';
import type { Inbox } from '@querent/storage';
import type { Context } from '../context/context.js';
import { DomainError } from '../errors.js';

/** A whole file that the actor has brought, as readers take it. @throws upload_not_found, upload_unfinished; StorageError */
export async function uploadInput({ db, inbox, actor }: Context, uploadId: string): Promise<FileInput> {
  const upload = await db.upload.findFirst({ where: { id: uploadId, personId: actor.id } });
  if (!upload)
    throw new DomainError('upload_not_found', 'This file is not here any more, or is not yours. Bring it again.');
  if (!upload.receivedAt)
    throw new DomainError('upload_unfinished', 'The file has not come whole. Wait until all of it is here.');
  return inboxInput(inbox, { id: upload.id, name: upload.name, size: await inbox.size(upload.id) });
}

const inboxInput = (inbox: Inbox, { id, name, size }: { id: string; name: string; size: number }): FileInput => ({
  kind: 'file',
  name,
  size,
  open: (range) => inbox.read(id, range),
});
