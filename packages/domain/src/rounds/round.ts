import type { Round, RoundProgress, RoundState } from '@querent/contracts';
import { ProjectSettings, RoundMetrics, RoundTimings } from '@querent/contracts';
import type { Prisma, Transaction } from '@querent/db';

export const roundInclude = {
  _count: { select: { annotations: { where: { undoneAt: null } } } },
} satisfies Prisma.RoundInclude;

export type RoundRow = Prisma.RoundGetPayload<{ include: typeof roundInclude }>;

/** The JSON columns were written by this package; of metrics and timings they hold more than the contract tells. */
export const toRound = (row: RoundRow): Round => ({
  id: row.id,
  projectId: row.projectId,
  number: row.number,
  state: row.state as RoundState,
  seed: row.seed,
  config: ProjectSettings.parse(row.config),
  labels: row.labels,
  answers: row._count.annotations,
  modelVersion: row.modelVersion,
  progress: row.progress as RoundProgress | null,
  metrics: RoundMetrics.nullable().parse(row.metrics),
  timings: RoundTimings.nullable().parse(row.timings),
  error: row.error,
  createdAt: row.createdAt.toISOString(),
  openedAt: row.openedAt?.toISOString() ?? null,
});

/** As an annotator sees a round: who labels is not to know how the model does on the holdout. */
export const withoutFigures = (round: Round): Round => ({ ...round, metrics: null });

/** States in which a worker computes for a round. */
export const COMPUTING: RoundState[] = ['training', 'scoring'];
/** States of a round that ended without a model: it can be tried again, and no other begins before it. */
export const UNDONE: RoundState[] = ['failed', 'stopped'];
/** States of a round that waits to be computed, or is. */
export const UNFINISHED: RoundState[] = ['queued', ...COMPUTING];

export const findOpenRound = (db: Transaction, projectId: string) =>
  db.round.findFirst({ where: { projectId, state: 'open' }, orderBy: { number: 'desc' }, include: roundInclude });

export const findLatestRound = (db: Transaction, projectId: string) =>
  db.round.findFirst({ where: { projectId }, orderBy: { number: 'desc' }, include: roundInclude });

/** Labels a model may be trained on: those of the pool, never those of the holdout. */
export const trainingLabels = (projectId: string) =>
  ({ projectId, record: { split: 'pool' } }) satisfies Prisma.LabelWhereInput;
