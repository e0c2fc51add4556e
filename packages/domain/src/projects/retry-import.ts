import type { Project } from '@querent/contracts';
import { notifyProject } from '@querent/db';
import { requireManager } from '../context/access.js';
import type { Context } from '../context/context.js';
import { DomainError } from '../errors.js';
import { enqueueAfterCommit } from '../queue/enqueue-after-commit.js';
import { importJob } from '../queue/jobs.js';
import { getProject } from './get-project.js';

/** Takes a failed import up again where it stopped. @throws project_not_found, forbidden, import_not_found, import_running */
export async function retryImport(context: Context, { projectId }: { projectId: string }): Promise<Project> {
  const { db, queue, actor } = context;
  await requireManager(db, actor, projectId);
  const last = await db.import.findFirst({ where: { projectId }, orderBy: { createdAt: 'desc' } });
  if (!last) throw new DomainError('import_not_found', 'Nothing has been imported into this project.');
  const where = { id: last.id, state: 'failed' as const };
  const { count } = await db.import.updateMany({ where, data: { state: 'queued', attempts: 0, error: null } });
  if (count === 0) throw new DomainError('import_running', 'The import has not failed; there is nothing to try again.');
  await notifyProject(db, projectId);
  await enqueueAfterCommit(queue, importJob(last.id));
  return getProject(context, { projectId });
}
