import { requireAdmin } from '../context/access.js';
import type { Context } from '../context/context.js';
import { readSpace, type Space } from './space.js';

/** What the disk has left, and how many files of all people wait or are on their way. @throws forbidden, storage_failed */
export async function getInbox({ db, inbox, actor }: Context): Promise<Space & { files: number }> {
  requireAdmin(actor);
  return { ...(await readSpace(db, inbox)), files: await db.upload.count({ where: { error: null } }) };
}
