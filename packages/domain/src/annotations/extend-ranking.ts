import type { Transaction } from '@querent/db';

/** Places looked at for each record that is wanted, and how often, before the whole rest of the pool is looked through. */
const [LOOKS, TRIES] = [4, 2];

/**
 * Lengthens a round's ranking by random records of the pool that are not in it yet. Random places of the pool are looked at
 * until enough are found, so that a large pool costs no more than a small one; only where nearly all of it is answered is
 * the rest of it put into a random order.
 *
 * @returns how many were added
 */
export async function extendRanking(
  tx: Transaction,
  round: { id: string; projectId: string },
  count: number,
): Promise<number> {
  // Two who extend at once would rank a record twice.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${round.id}, 0))`;
  let added = 0;
  for (let attempt = 0; attempt < TRIES && added < count; attempt++)
    added += await addByPlace(tx, round, count - added);
  return added < count ? added + (await addFromRest(tx, round, count - added)) : added;
}

/** Looks at places of the pool that follow from the round and how long its ranking is. */
const addByPlace = (tx: Transaction, round: { id: string; projectId: string }, count: number) => tx.$executeRaw`
  WITH size AS (
    SELECT (SELECT coalesce(max(index), -1) + 1 FROM record WHERE project_id = ${round.projectId}) AS places,
           (SELECT coalesce(max(rank), -1) + 1 FROM ranking_entry WHERE round_id = ${round.id}) AS length),
  looked AS (
    SELECT DISTINCT mod(('x' || left(md5(${round.id} || (size.length + n)), 8))::bit(32)::bigint, size.places)::int AS place
    FROM size, generate_series(1, ${count * LOOKS}::int) AS n WHERE size.places > 0)
  INSERT INTO ranking_entry (round_id, rank, record_id)
  SELECT ${round.id}, size.length - 1 + row_number() OVER (ORDER BY md5(record.id || ${round.id})), record.id
  FROM size, looked JOIN record ON record.project_id = ${round.projectId} AND record.index = looked.place
  WHERE record.split = 'pool' AND NOT record.has_label
    AND NOT EXISTS (SELECT 1 FROM ranking_entry e WHERE e.round_id = ${round.id} AND e.record_id = record.id)
  LIMIT ${count}`;

const addFromRest = (tx: Transaction, round: { id: string; projectId: string }, count: number) => tx.$executeRaw`
  INSERT INTO ranking_entry (round_id, rank, record_id)
  SELECT ${round.id}, (SELECT coalesce(max(rank), -1) FROM ranking_entry WHERE round_id = ${round.id})
           + row_number() OVER (ORDER BY md5(record.id || ${round.id})), record.id
  FROM record
  WHERE record.project_id = ${round.projectId} AND record.split = 'pool' AND NOT record.has_label
    AND NOT EXISTS (SELECT 1 FROM ranking_entry e WHERE e.round_id = ${round.id} AND e.record_id = record.id)
  ORDER BY md5(record.id || ${round.id})
  LIMIT ${count}`;
