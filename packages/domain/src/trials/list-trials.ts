import type { Trial } from '@querent/contracts';
import { requireManager } from '../context/access.js';
import type { Context } from '../context/context.js';
import { toTrials } from './trial.js';

/** The trials of a project that are kept, newest first. @throws project_not_found, forbidden */
export async function listTrials(
  { db, actor }: Context,
  { projectId }: { projectId: string },
): Promise<{ items: Trial[] }> {
  await requireManager(db, actor, projectId);
  const rows = await db.trial.findMany({ where: { projectId }, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }] });
  return { items: await toTrials(db, projectId, rows) };
}
