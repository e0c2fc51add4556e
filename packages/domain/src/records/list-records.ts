import { type ListedRecord, type Page, type PageQuery, recordKindOf } from '@querent/contracts';
import { requireManager } from '../context/access.js';
import type { Context } from '../context/context.js';
import { cursorNumber, toPage } from '../context/page.js';
import { contentOf } from './kinds/index.js';
import { toAnswer } from './to-answer.js';

/** The records of a project, in the order in which they came. @throws project_not_found, forbidden, invalid_input */
export async function listRecords(
  { db, actor }: Context,
  { projectId, ...page }: PageQuery & { projectId: string },
): Promise<Page<ListedRecord>> {
  await requireManager(db, actor, projectId);
  const after = cursorNumber(page.cursor) ?? -1;
  const { recordKind } = await db.project.findUniqueOrThrow({ where: { id: projectId }, select: { recordKind: true } });
  const rows = await db.record.findMany({
    where: { projectId, index: { gt: after } },
    orderBy: { index: 'asc' },
    take: page.limit + 1,
    include: { label: { select: { answer: true } } },
  });
  return toPage(
    rows,
    page,
    ({ index }) => String(index),
    (row) => ({
      id: row.id,
      externalId: row.externalId,
      name: row.name,
      split: row.split,
      content: recordKindOf(recordKind).shorten(contentOf(recordKind, row)),
      answer: toAnswer(row.label?.answer),
      isRemoved: row.removedAt !== null,
    }),
  );
}
