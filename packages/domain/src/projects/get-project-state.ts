import type { ProjectEvent } from '@querent/contracts';
import { getAccess } from '../context/access.js';
import type { Context } from '../context/context.js';
import { findLatestRound, findOpenRound, toRound } from '../rounds/round.js';
import { countRecords } from './counts.js';
import { toImport } from './project.js';

/** The moving state of a project, as its server-sent events carry it. @throws project_not_found */
export async function getProjectState(
  { db, actor }: Context,
  { projectId }: { projectId: string },
): Promise<ProjectEvent> {
  await getAccess(db, actor, projectId);
  const [countsOf, lastImport, open, latest] = await Promise.all([
    countRecords(db, [projectId]),
    db.import.findFirst({ where: { projectId }, orderBy: { createdAt: 'desc' } }),
    findOpenRound(db, projectId),
    findLatestRound(db, projectId),
  ]);
  return {
    counts: countsOf(projectId),
    import: lastImport && toImport(lastImport),
    openRound: open && toRound(open),
    workingRound: latest && latest.state !== 'open' ? toRound(latest) : null,
  };
}
