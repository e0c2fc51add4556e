import { Prisma, type Transaction } from '@querent/db';

/** Of a row of `record`: whether it differs from one that models are measured on in case or space only. */
export const isCopyOfHoldout = Prisma.sql`EXISTS (
  SELECT 1 FROM record held
  WHERE held.project_id = record.project_id AND held.split = 'holdout' AND held.removed_at IS NULL
    AND held.near_hash = record.near_hash)`;

/** Texts of the holdout beyond the first of those that are the same but for case and space. */
export async function countTogether(tx: Transaction, projectId: string): Promise<number> {
  const [{ count }] = await tx.$queryRaw<[{ count: number }]>`
    SELECT (count(near_hash) - count(DISTINCT near_hash))::int AS count FROM record
    WHERE project_id = ${projectId} AND split = 'holdout' AND removed_at IS NULL`;
  return count;
}

/**
 * Texts of the pool that no model learns from, since it is measured on what is the same but for case and space.
 *
 * @param first index from which they are counted: of a million, the others need not be looked at
 */
export async function countLeftOut(tx: Transaction, projectId: string, first: number): Promise<number> {
  const [{ count }] = await tx.$queryRaw<[{ count: number }]>`
    SELECT count(*)::int AS count FROM record
    WHERE project_id = ${projectId} AND index >= ${first} AND split = 'pool' AND removed_at IS NULL AND ${isCopyOfHoldout}`;
  return count;
}
