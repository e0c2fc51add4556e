import type { Models, PageQuery } from '@querent/contracts';
import { requireManager } from '../context/access.js';
import type { Context } from '../context/context.js';
import { idsAfter, toPage } from '../context/page.js';
import { FINISHED, modelInclude, toModel } from './model.js';
import { readServing } from './serving.js';

/** The models of a project, the newest first. @throws project_not_found, forbidden, invalid_input */
export async function listModels(
  { db, actor }: Context,
  { projectId, ...page }: PageQuery & { projectId: string },
): Promise<Models> {
  await requireManager(db, actor, projectId);
  const serving = await readServing(db, projectId);
  const rows = await db.model.findMany({
    where: { projectId, id: idsAfter(page.cursor, 'desc'), ...FINISHED },
    orderBy: { id: 'desc' },
    take: page.limit + 1,
    include: modelInclude,
  });
  return {
    ...toPage(
      rows,
      page,
      ({ id }) => id,
      (row) => toModel(row, serving.modelId),
    ),
    serving,
  };
}
