import type { Project } from '@querent/contracts';
import { getAccess } from '../context/access.js';
import type { Context } from '../context/context.js';
import { countRecords } from '../records/counts.js';
import { projectInclude, toProject } from './project.js';

/** @throws project_not_found */
export async function getProject({ db, actor }: Context, { projectId }: { projectId: string }): Promise<Project> {
  const access = await getAccess(db, actor, projectId);
  const [row, countsOf] = await Promise.all([
    db.project.findUniqueOrThrow({ where: { id: projectId }, include: projectInclude }),
    countRecords(db, [projectId]),
  ]);
  return toProject(row, countsOf(projectId), access);
}
