import type { MemberRole, Project } from '@querent/contracts';
import { accessOf } from '../context/access.js';
import type { Context } from '../context/context.js';
import { countRecords } from '../records/counts.js';
import { projectInclude, toProject } from './project.js';

/** The projects the actor may see, newest first: all for admins, else those of membership. */
export async function listProjects({ db, actor }: Context): Promise<Project[]> {
  const rows = await db.project.findMany({
    where: { removedAt: null, ...(actor.role === 'admin' ? {} : { members: { some: { userId: actor.id } } }) },
    include: { ...projectInclude, members: { where: { userId: actor.id } } },
    orderBy: { createdAt: 'desc' },
  });
  const countsOf = await countRecords(
    db,
    rows.map(({ id }) => id),
  );
  return rows.flatMap((row) => {
    const access = accessOf(actor, (row.members[0]?.role as MemberRole | undefined) ?? null);
    return access ? [toProject(row, countsOf(row.id), access)] : [];
  });
}
