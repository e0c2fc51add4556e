import { type Round, RoundConfig, RoundProgress, type RoundState, RoundTimings } from '@querent/contracts';
import { Prisma, type Transaction } from '@querent/db';
import { isCopyOfHoldout } from '../records/near-copies.js';
import { awaitedSelect, toAwaited } from './awaited.js';
import { mainFigures, toFigures } from './figures.js';

export const roundInclude = {
  _count: { select: { annotations: { where: { undoneAt: null } } } },
  model: { include: { figures: true } },
  awaited: { select: awaitedSelect },
} satisfies Prisma.RoundInclude;

export type RoundRow = Prisma.RoundGetPayload<{ include: typeof roundInclude }>;

/** The JSON columns were written by this package; of timings they hold more than the contract tells. */
export const toRound = (row: RoundRow): Round => ({
  id: row.id,
  projectId: row.projectId,
  number: row.number,
  state: row.state,
  seed: row.seed,
  config: RoundConfig.parse(row.config),
  labels: row.labels,
  answers: row._count.annotations,
  modelVersion: row.model?.version ?? null,
  modelId: row.model?.id ?? null,
  isStale: row.model?.isStale ?? false,
  progress: RoundProgress.nullable().catch(null).parse(row.progress),
  awaited: row.awaited && toAwaited(row.awaited),
  figures: mainFigures(toFigures(row.model?.figures ?? [])),
  timings: RoundTimings.nullable().parse(row.timings),
  error: row.error,
  createdAt: row.createdAt.toISOString(),
  begunAt: row.begunAt?.toISOString() ?? null,
  openedAt: row.openedAt?.toISOString() ?? null,
});

/** As an annotator sees a round: who labels is not to know how the model does on the holdout. */
export const withoutFigures = (round: Round): Round => ({ ...round, figures: [] });

/** States in which a worker computes for a round. */
export const COMPUTING: RoundState[] = ['training', 'scoring'];
/** States of a round that ended without a model: it can be tried again, and no other begins before it. */
export const UNDONE: RoundState[] = ['failed', 'stopped'];
/** States of a round that waits to be computed, or is. */
export const UNFINISHED: RoundState[] = ['queued', 'waiting', ...COMPUTING];

export const findOpenRound = (db: Transaction, projectId: string): Promise<RoundRow | null> =>
  db.round.findFirst({ where: { projectId, state: 'open' }, orderBy: { number: 'desc' }, include: roundInclude });

export const findLatestRound = (db: Transaction, projectId: string): Promise<RoundRow | null> =>
  db.round.findFirst({ where: { projectId }, orderBy: { number: 'desc' }, include: roundInclude });

/**
 * Labels a model may be trained on: those of the pool, never those of the holdout, nor of what is the same as one there but for
 * case and space.
 *
 * @param records with a smaller index only
 * @returns what stands after the columns of `label` and `record`; further conditions may follow
 */
export const trainingLabels = (projectId: string, records?: number) => Prisma.sql`
  FROM label JOIN record ON record.id = label.record_id
  WHERE label.project_id = ${projectId} AND record.split = 'pool' AND record.removed_at IS NULL
    AND ${records === undefined ? Prisma.sql`true` : Prisma.sql`record.index < ${records}`} AND NOT ${isCopyOfHoldout}`;
