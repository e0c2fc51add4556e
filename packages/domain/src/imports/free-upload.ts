import type { SystemContext } from '../context/context.js';
import { UNFINISHED_IMPORT } from './attempts.js';

/** Lets a file go that has been imported, unless another import waits for it. */
export async function freeUpload({ db, inbox }: Pick<SystemContext, 'db' | 'inbox'>, id: string): Promise<void> {
  const waiting = { state: { in: UNFINISHED_IMPORT } };
  const { count } = await db.upload.deleteMany({ where: { id, imports: { none: waiting } } });
  // After its row: a file that nobody names is found by the sweep.
  if (count > 0) await inbox.remove(id);
}
