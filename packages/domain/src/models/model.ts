import { MethodChoice, type Model, RoundTimings } from '@querent/contracts';
import type { Prisma, Transaction } from '@querent/db';
import { findAccess, requireManager } from '../context/access.js';
import type { Context } from '../context/context.js';
import { DomainError } from '../errors.js';
import { OUTSIDE } from '../rounds/await-predictions.js';
import { toFigures } from '../rounds/figures.js';

export const modelInclude = {
  figures: true,
  encoding: { select: { title: true } },
  round: { select: { number: true, labels: true, timings: true, state: true } },
} satisfies Prisma.ModelInclude;

export type ModelRow = Prisma.ModelGetPayload<{ include: typeof modelInclude }>;

/** Whether a model was made outside of Querent, which has its predictions only. */
export const isOutside = ({ posterior }: Pick<ModelRow, 'posterior'>) =>
  MethodChoice.parse(posterior).id === OUTSIDE.id;

/** @param servingId the model of the project that serves */
export const toModel = (row: ModelRow, servingId: string | null): Model => ({
  id: row.id,
  projectId: row.projectId,
  version: row.version,
  roundId: row.roundId,
  roundNumber: row.round.number,
  createdAt: row.createdAt.toISOString(),
  labels: row.round.labels,
  dataVersion: row.dataVersion,
  likelihood: row.likelihood,
  network: MethodChoice.parse(row.network),
  posterior: MethodChoice.parse(row.posterior),
  encoder: row.encoding?.title ?? null,
  trainSeconds: RoundTimings.nullable().parse(row.round.timings)?.trainSeconds ?? null,
  temperature: row.temperature,
  bytes: (row.stateKey ? row.stateBytes : 0) + (row.graphKey ? row.graphBytes : 0),
  isOutside: isOutside(row),
  hasFiles: row.stateKey !== null,
  isPinned: row.pinnedAt !== null,
  isServing: row.id === servingId,
  isStale: row.isStale,
  figures: toFigures(row.figures),
});

/** Models whose round has come to its end: one that is still measured is nobody's yet. */
export const FINISHED = { round: { state: { in: ['open', 'closed'] } } } satisfies Prisma.ModelWhereInput;

export const modelNotFound = () =>
  new DomainError('model_not_found', 'This model does not exist, or its project is not yours.');

/** A finished model of a project that the actor manages. @throws model_not_found, forbidden */
export async function getModelRow({ db, actor }: Context, modelId: string): Promise<ModelRow> {
  const row = await db.model.findFirst({ where: { id: modelId, ...FINISHED }, include: modelInclude });
  if (!row || !(await findAccess(db, actor, row.projectId))) throw modelNotFound();
  await requireManager(db, actor, row.projectId);
  return row;
}

/** One of the project, whoever asks. @throws model_not_found */
export async function findModelOf(db: Transaction, projectId: string, modelId: string): Promise<ModelRow> {
  const row = await db.model.findFirst({ where: { id: modelId, projectId, ...FINISHED }, include: modelInclude });
  if (!row) throw modelNotFound();
  return row;
}

/** @throws model_freed */
export function requireFiles({
  version,
  stateKey,
  posterior,
}: Pick<ModelRow, 'version' | 'stateKey' | 'posterior'>): void {
  if (isOutside({ posterior }))
    throw new DomainError(
      'model_freed',
      `${version} lives outside: its files are not here. Choose a model that was trained here.`,
    );
  if (stateKey === null)
    throw new DomainError(
      'model_freed',
      `The files of ${version} have been freed, since newer models came. Choose one whose files are there, or train again.`,
    );
}
