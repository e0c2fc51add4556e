import { type RecentAnnotation, recordKindOf } from '@querent/contracts';
import { getAccess } from '../context/access.js';
import type { Context } from '../context/context.js';
import { contentOf } from '../records/kinds/index.js';
import { toAnnotation } from './annotation.js';

const SHOWN = 10;

/** The actor's last answers that stand, newest first: each can be undone. @throws project_not_found */
export async function listRecentAnnotations(
  { db, actor }: Context,
  { projectId }: { projectId: string },
): Promise<RecentAnnotation[]> {
  await getAccess(db, actor, projectId);
  const rows = await db.annotation.findMany({
    where: { projectId, annotatorId: actor.id, undoneAt: null },
    orderBy: { createdAt: 'desc' },
    take: SHOWN,
    include: { record: true, project: { select: { recordKind: true } } },
  });
  return rows.map(({ record, project: { recordKind }, ...row }) => ({
    ...toAnnotation(row),
    name: record.name,
    content: recordKindOf(recordKind).shorten(contentOf(recordKind, record)),
  }));
}
