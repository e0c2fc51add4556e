import { notifyProject } from '@querent/db';
import type { SystemContext } from '../context/context.js';
import { UNFINISHED_ENCODING } from './encoding.js';

/** Keeps the reason where people see it; what has been encoded stays, and labelling goes on. */
export async function failEncoding(
  { db }: SystemContext,
  { encodingId }: { encodingId: string },
  error: string,
): Promise<void> {
  const where = { id: encodingId, state: { in: UNFINISHED_ENCODING } };
  const [row] = await db.encoding.updateManyAndReturn({ where, data: { state: 'failed', error, rate: null } });
  if (row) await notifyProject(db, row.projectId);
}
