import type { Transaction } from '@querent/db';
import type { SystemContext } from '../context/context.js';
import { UNFINISHED_IMPORT } from './attempts.js';

/** Lets a file go that has been imported, unless another import waits for it. */
export async function freeUpload({ db, inbox }: Pick<SystemContext, 'db' | 'inbox'>, id: string): Promise<void> {
  if (await forgetUpload(db, id)) await inbox.remove(id);
}

/** @returns whether nobody needs its bytes any more. They go after the row: what nobody names is found by the sweep */
export async function forgetUpload(db: Transaction, id: string): Promise<boolean> {
  const waiting = { state: { in: UNFINISHED_IMPORT } };
  const { count } = await db.upload.deleteMany({ where: { id, imports: { none: waiting } } });
  return count > 0;
}
