import { requireManager } from '../context/access.js';
import type { Context } from '../context/context.js';

/** Removes a project with its records, rounds and answers. @throws project_not_found, forbidden */
export async function deleteProject({ db, actor }: Context, { projectId }: { projectId: string }): Promise<void> {
  await requireManager(db, actor, projectId);
  await db.project.delete({ where: { id: projectId } });
}
