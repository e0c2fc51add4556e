import { transaction } from '@querent/db';
import type { Context } from '../context/context.js';
import { DomainError } from '../errors.js';
import { getRemovableUpload } from './upload.js';

/** Throws a file away, an admin anybody's; who still sends or fetches it ends at the next byte. @throws forbidden, upload_not_found, import_running */
export async function removeUpload(context: Context, { uploadId: id }: { uploadId: string }): Promise<void> {
  const { db, inbox } = context;
  await getRemovableUpload(context, id);
  await transaction(db, async (tx) => {
    // An import that begins at this moment names the row, and waits for it.
    await tx.$queryRaw`SELECT id FROM upload WHERE id = ${id} FOR UPDATE`;
    const imports = await tx.import.count({ where: { uploadId: id, state: { in: ['queued', 'running'] } } });
    if (imports > 0)
      throw new DomainError('import_running', 'This file is being imported. It is thrown away when that is done.');
    await tx.upload.deleteMany({ where: { id } });
  });
  await inbox.remove(id); // where this fails, the sweep finds what no row names
}
