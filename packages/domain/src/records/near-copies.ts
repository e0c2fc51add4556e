import { Prisma, type Transaction } from '@querent/db';

/** Of a row of `record`: whether it differs from one that models are measured on in case or space only. */
export const isCopyOfHoldout = Prisma.sql`EXISTS (
  SELECT 1 FROM record held
  WHERE held.project_id = record.project_id AND held.split = 'holdout' AND held.removed_at IS NULL
    AND held.near_hash = record.near_hash)`;

/** Records of the holdout beyond the first of those that are the same but for case and space. */
export async function countTogether(tx: Transaction, projectId: string): Promise<number> {
  const [{ count }] = await tx.$queryRaw<[{ count: number }]>`
    SELECT (count(near_hash) - count(DISTINCT near_hash))::int AS count FROM record
    WHERE project_id = ${projectId} AND split = 'holdout' AND removed_at IS NULL`;
  return count;
}

/**
 * Records of the pool that no model learns from, since it is measured on what is the same but for case and space.
 *
 * @param first index from which they are counted: of a million, the others need not be looked at
 */
export async function countLeftOut(tx: Transaction, projectId: string, first: number): Promise<number> {
  const [{ count }] = await tx.$queryRaw<[{ count: number }]>`
    SELECT count(*)::int AS count FROM record
    WHERE project_id = ${projectId} AND index >= ${first} AND split = 'pool' AND removed_at IS NULL AND ${isCopyOfHoldout}`;
  return count;
}

/**
 * A ranking in which a record comes after all others where one before it, or one with a label, is the same but for case and
 * space: its answer is known as soon as that one is given. Nothing is left out.
 */
export async function copiesLast<Ranked extends { index: number }>(
  tx: Transaction,
  projectId: string,
  ranking: Ranked[],
): Promise<Ranked[]> {
  const rows = await tx.$queryRaw<{ index: number; nearHash: string }[]>`
    SELECT index, near_hash AS "nearHash" FROM record
    WHERE project_id = ${projectId} AND index = ANY(${ranking.map(({ index }) => index)}::int[]) AND near_hash IS NOT NULL`;
  if (rows.length === 0) return ranking;
  const hashes = new Map(rows.map(({ index, nearHash }) => [index, nearHash]));
  const labelled = await tx.$queryRaw<{ nearHash: string }[]>`
    SELECT DISTINCT near_hash AS "nearHash" FROM label JOIN record ON record.id = label.record_id
    WHERE label.project_id = ${projectId} AND record.removed_at IS NULL AND near_hash = ANY(${[...hashes.values()]})`;
  const known = new Set(labelled.map(({ nearHash }) => nearHash));
  const [first, last]: [Ranked[], Ranked[]] = [[], []];
  for (const one of ranking) {
    const hash = hashes.get(one.index);
    (hash !== undefined && known.has(hash) ? last : first).push(one);
    if (hash !== undefined) known.add(hash);
  }
  return [...first, ...last];
}
