import { notifyProject } from '@querent/db';
import type { SystemContext } from '../context/context.js';
import { UNFINISHED_IMPORT } from './attempts.js';

/** Keeps the reason where people see it; what has been imported stays, and trying again goes on from there. */
export async function failImport(
  { db }: SystemContext,
  { importId }: { importId: string },
  error: string,
): Promise<void> {
  const where = { id: importId, state: { in: UNFINISHED_IMPORT } };
  const [row] = await db.import.updateManyAndReturn({ where, data: { state: 'failed', error } });
  if (row) await notifyProject(db, row.projectId);
}
