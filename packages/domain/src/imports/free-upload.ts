import { type Transaction, transaction } from '@querent/db';
import type { SystemContext } from '../context/context.js';
import { UNFINISHED_IMPORT } from './attempts.js';

/** Lets a file go that has been imported, unless another import waits for it. */
export async function freeUpload({ db, inbox }: Pick<SystemContext, 'db' | 'inbox'>, id: string): Promise<void> {
  if (await transaction(db, (tx) => forgetUpload(tx, id))) await inbox.remove(id);
}

/** @returns whether nobody needs its bytes any more. They go after the row: what nobody names is found by the sweep */
export async function forgetUpload(tx: Transaction, id: string): Promise<boolean> {
  // Whoever begins another import of it holds the row until that import can be seen.
  await tx.$queryRaw`SELECT FROM upload WHERE id = ${id} FOR UPDATE`;
  const waiting = { state: { in: UNFINISHED_IMPORT } };
  const { count } = await tx.upload.deleteMany({ where: { id, imports: { none: waiting } } });
  return count > 0;
}
