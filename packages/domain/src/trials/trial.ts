import { recordKindOf, type Trial, TrialResult } from '@querent/contracts';
import { jsonOf, type Prisma, type Transaction } from '@querent/db';
import { z } from 'zod';
import { contentOf } from '../records/kinds/index.js';
import { settingsBeside } from '../rounds/settings-beside.js';
import { SIDES, TRIED, TrialPlan } from './plan.js';

export type TrialRow = Prisma.TrialGetPayload<object>;

/** States of a trial that waits to be computed, or is. */
export const UNENDED_TRIAL = ['queued' as const, 'running' as const];

/** Questions of each side that are shown. */
export const MOST_SHOWN = 12;

const Ranked = z.array(z.object({ index: z.int(), score: z.number().nullable() }));

/** As the row keeps it: records by their indices. */
const KeptResult = TrialResult.extend({
  ranking: TrialResult.shape.ranking.extend({ present: Ranked, other: Ranked }),
});
export type KeptResult = z.infer<typeof KeptResult>;

/** Trials as they are shown, with the records that would be asked about as they are now. */
export async function toTrials(db: Transaction, projectId: string, rows: TrialRow[]): Promise<Trial[]> {
  const results = rows.map(({ result }) => KeptResult.nullable().parse(result));
  const indices = results.flatMap((result) =>
    result ? SIDES.flatMap((side) => result.ranking[side].map(({ index }) => index)) : [],
  );
  const { recordKind } = await db.project.findUniqueOrThrow({ where: { id: projectId }, select: { recordKind: true } });
  const records = await db.record.findMany({ where: { projectId, index: { in: indices } } });
  const byIndex = new Map(records.map((record) => [record.index, record]));
  const { shorten } = recordKindOf(recordKind);
  return rows.map((row, at) => {
    const plan = TrialPlan.parse(row.plan);
    const result = results[at];
    const shown = (side: (typeof SIDES)[number], ranking: KeptResult['ranking']) => {
      const others = new Set(ranking[side === 'present' ? 'other' : 'present'].map(({ index }) => index));
      return ranking[side].flatMap(({ index, score }) => {
        const record = byIndex.get(index);
        if (!record) return [];
        const content = shorten(contentOf(recordKind, record));
        return [{ recordId: record.id, name: record.name, content, score, isInBoth: others.has(index) }];
      });
    };
    return {
      ...{ id: row.id, projectId, state: row.state, progress: row.progress, error: row.error },
      labels: plan.items.length,
      folds: plan.folds,
      changes: settingsBeside(plan.other, plan.present).filter(({ name, before }) => before !== null && isTried(name)),
      createdBy: row.createdBy,
      createdAt: row.createdAt.toISOString(),
      endedAt: row.endedAt?.toISOString() ?? null,
      result: result
        ? {
            ...result,
            ranking: {
              ...result.ranking,
              present: shown('present', result.ranking),
              other: shown('other', result.ranking),
            },
          }
        : null,
    };
  });
}

const isTried = (name: string) => TRIED.some((tried) => tried === name);

/** A plan or a result as its row keeps it. */
export const toRow = (value: TrialPlan | KeptResult) => jsonOf(value) as Prisma.InputJsonObject;
