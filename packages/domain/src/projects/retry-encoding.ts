import type { Project } from '@querent/contracts';
import { notifyProject } from '@querent/db';
import { requireManager } from '../context/access.js';
import type { Context } from '../context/context.js';
import { NO_ENCODER } from '../encodings/encoding.js';
import { DomainError } from '../errors.js';
import { enqueueAfterCommit } from '../queue/enqueue-after-commit.js';
import { encodingJob } from '../queue/jobs.js';
import { getProject } from './get-project.js';

/** Takes failed encodings up again where they stopped. @throws project_not_found, forbidden, encoding_not_failed */
export async function retryEncoding(context: Context, { projectId }: { projectId: string }): Promise<Project> {
  const { db, queue, actor } = context;
  await requireManager(db, actor, projectId);
  const where = { projectId, encoder: { not: NO_ENCODER }, state: 'failed' as const };
  const rows = await db.encoding.updateManyAndReturn({ where, data: { state: 'queued', attempts: 0, error: null } });
  if (rows.length === 0)
    throw new DomainError('encoding_not_failed', 'No encoding has failed; there is nothing to try again.');
  await notifyProject(db, projectId);
  for (const { id } of rows) await enqueueAfterCommit(queue, encodingJob(id));
  return getProject(context, { projectId });
}
