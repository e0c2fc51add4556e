import type { PredictionSet } from '@querent/contracts';
import type { Prisma } from '@querent/db';
import { findAccess, requireManager } from '../context/access.js';
import type { Context } from '../context/context.js';
import { DomainError } from '../errors.js';

/** Sets that wait for a worker, or have one. */
export const UNFINISHED_PREDICTIONS = {
  state: { in: ['queued', 'running'] },
} satisfies Prisma.PredictionSetWhereInput;

export const setInclude = {
  model: { select: { version: true, classIds: true } },
} satisfies Prisma.PredictionSetInclude;
export type PredictionSetRow = Prisma.PredictionSetGetPayload<{ include: typeof setInclude }>;

export const toPredictionSet = ({ model, attempts: _, ...row }: PredictionSetRow): PredictionSet => ({
  ...row,
  modelVersion: model.version,
  createdAt: row.createdAt.toISOString(),
  finishedAt: row.finishedAt?.toISOString() ?? null,
});

/** One of a project that the actor manages. @throws predictions_not_found, forbidden */
export async function getSetRow({ db, actor }: Context, id: string): Promise<PredictionSetRow> {
  const row = await db.predictionSet.findUnique({ where: { id }, include: setInclude });
  if (!row || !(await findAccess(db, actor, row.projectId)))
    throw new DomainError(
      'predictions_not_found',
      'These predictions do not exist, or their project is not yours. They are kept for a month.',
    );
  await requireManager(db, actor, row.projectId);
  return row;
}
