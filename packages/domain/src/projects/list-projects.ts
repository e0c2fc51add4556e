import type { Page, PageQuery, Project } from '@querent/contracts';
import { accessOf } from '../context/access.js';
import type { Context } from '../context/context.js';
import { idsAfter, toPage } from '../context/page.js';
import { countRecords } from '../records/counts.js';
import { projectInclude, toProject } from './project.js';

/** The projects the actor may see, newest first: all for admins, else those of membership; of them the one that a key is for. @throws invalid_input */
export async function listProjects({ db, actor }: Context, page: PageQuery): Promise<Page<Project>> {
  const rows = await db.project.findMany({
    where: {
      id: idsAfter(page.cursor, 'desc'),
      AND: { id: actor.key?.projectId ?? undefined },
      removedAt: null,
      ...(actor.role === 'admin' ? {} : { members: { some: { userId: actor.id } } }),
    },
    include: { ...projectInclude, members: { where: { userId: actor.id } } },
    orderBy: { id: 'desc' },
    take: page.limit + 1,
  });
  const countsOf = await countRecords(
    db,
    rows.map(({ id }) => id),
  );
  const { items, next } = toPage(
    rows,
    page,
    ({ id }) => id,
    (row) => {
      const access = accessOf(actor, row.members[0]?.role ?? null);
      return access && toProject(row, countsOf(row.id), access);
    },
  );
  return { items: items.filter((project) => project !== null), next };
}
