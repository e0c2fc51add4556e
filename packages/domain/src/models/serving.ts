import type { Serving } from '@querent/contracts';
import { figures, figuresOf } from '@querent/core/evaluation';
import type { LikelihoodId } from '@querent/core/likelihoods';
import type { Prisma, Transaction } from '@querent/db';
import { likelihoodOf } from '../tasks/project-task.js';
import { FINISHED } from './model.js';

/** The columns of a project that say which model serves. */
export const servingSelect = {
  ...{ id: true, taskKind: true, serveBy: true, serveFigure: true, servedId: true, keptModels: true },
} satisfies Prisma.ProjectSelect;
export type ServingRow = Prisma.ProjectGetPayload<{ select: typeof servingSelect }>;

const newestFirst = { createdAt: 'desc' } as const;

/** What a project says of the model that serves, and which one that is. */
export async function readServing(db: Transaction, projectId: string): Promise<Serving> {
  const row = await db.project.findUniqueOrThrow({ where: { id: projectId }, select: servingSelect });
  return {
    ...{ by: row.serveBy, figure: row.serveFigure, kept: row.keptModels },
    modelId: await servingIdOf(db, row),
  };
}

/** Where what was chosen has no files or figures, the newest serves. */
export async function servingIdOf(db: Transaction, project: ServingRow): Promise<string | null> {
  const { id: projectId, serveBy, servedId } = project;
  const where = { projectId, stateKey: { not: null }, ...FINISHED };
  if (serveBy === 'chosen' && servedId) {
    const chosen = await db.model.findFirst({ where: { ...where, id: servedId }, select: { id: true } });
    if (chosen) return chosen.id;
  }
  const best = serveBy === 'best' && (await bestOf(db, project, where));
  if (best) return best;
  const newest = await db.model.findFirst({ where, orderBy: newestFirst, select: { id: true } });
  return newest?.id ?? null;
}

/** The best by the figure, of equally good ones the newest, among those that know the classes of today if there are any. */
async function bestOf(db: Transaction, { taskKind, serveFigure }: ServingRow, where: Prisma.ModelWhereInput) {
  const { id, better, nominal = 0 } = figureFor(likelihoodOf(taskKind), serveFigure);
  const rows = await db.model.findMany({
    where,
    orderBy: newestFirst,
    select: { id: true, isStale: true, figures: { where: { id } } },
  });
  const measured = rows.flatMap(({ id: modelId, isStale, figures: [own] }) =>
    own ? [{ modelId, isStale, value: own.value }] : [],
  );
  const fresh = measured.filter(({ isStale }) => !isStale);
  const loss = (value: number) => ({ higher: -value, lower: value, nominal: Math.abs(value - nominal) })[better];
  const [best] = (fresh.length > 0 ? fresh : measured).toSorted((a, b) => loss(a.value) - loss(b.value));
  return best?.modelId ?? null;
}

/** The figure that the best is found by. */
const figureFor = (likelihood: LikelihoodId, id: string | null) =>
  (id && figures.find(id)) || figuresOf(likelihood)[0]!;
