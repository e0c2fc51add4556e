import type { WaitingFile } from '@querent/contracts';
import { requireAdmin } from '../context/access.js';
import type { Context } from '../context/context.js';
import { readSpace, type Space } from './space.js';
import { toUpload, unfinishedOne } from './upload.js';

/** What the disk has left, and the files of all people that wait or are on their way, oldest first. @throws forbidden, storage_failed */
export async function getInbox({ db, inbox, actor }: Context): Promise<Space & { files: WaitingFile[] }> {
  requireAdmin(actor);
  const sizes = new Map<string, number>();
  for await (const { id, bytes } of inbox.list()) sizes.set(id, bytes);
  const [space, rows] = await Promise.all([
    readSpace(db, inbox),
    db.upload.findMany({
      include: {
        person: { select: { name: true } },
        imports: unfinishedOne,
      },
      orderBy: { createdAt: 'asc' },
    }),
  ]);
  const files = rows.map(({ person, imports, ...row }) => ({
    ...toUpload(row, sizes.get(row.id) ?? 0, imports),
    personName: person.name,
  }));
  return { ...space, files };
}
