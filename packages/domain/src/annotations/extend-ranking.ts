import { randomInt } from 'node:crypto';
import type { Transaction } from '@querent/db';

/** Places looked at for each record that is wanted, and how often, before the whole rest of the pool is looked through. */
const [LOOKS, TRIES] = [2, 3];

interface ExtendedRound {
  id: string;
  projectId: string;
}

/**
 * Lengthens a round's ranking by random records of the pool that are not in it yet. Random places of the pool are looked at
 * until enough are found, so that a large pool costs no more than a small one; only where nearly all of it is answered is
 * the rest of it put into a random order.
 *
 * @returns how many were added
 */
export async function extendRanking(tx: Transaction, round: ExtendedRound, count: number): Promise<number> {
  // Two who extend at once would rank a record twice.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${round.id}, 0))`;
  let added = 0;
  for (let attempt = 0; attempt < TRIES && added < count; attempt++)
    added += await addByPlace(tx, round, count - added);
  return added < count ? added + (await addFromRest(tx, round, count - added)) : added;
}

/** Looks at random places of the pool. */
async function addByPlace(tx: Transaction, round: ExtendedRound, count: number): Promise<number> {
  const last = await tx.record.findFirst({
    where: { projectId: round.projectId },
    orderBy: { index: 'desc' },
    select: { index: true },
  });
  if (!last) return 0;
  const length = await lengthOf(tx, round.id);
  const looked = Array.from({ length: count * LOOKS }, () => randomInt(last.index + 1));
  return tx.$executeRaw`
    INSERT INTO ranking_entry (round_id, rank, record_id)
    SELECT ${round.id}, ${length}::int - 1 + row_number() OVER (ORDER BY looked.at), record.id
    FROM unnest(${[...new Set(looked)]}::int[]) WITH ORDINALITY AS looked(place, at)
    JOIN record ON record.project_id = ${round.projectId} AND record.index = looked.place
    WHERE record.split = 'pool' AND NOT record.has_label AND record.removed_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM ranking_entry e WHERE e.round_id = ${round.id} AND e.record_id = record.id)
      -- What is the same but for case and space comes with the rest of the pool. Each is looked up in its index: a join would
      -- read all of the pool.
      AND (record.near_hash IS NULL OR record.near_hash <> ALL (ARRAY(
        SELECT ranked.near_hash FROM ranking_entry e
        CROSS JOIN LATERAL (SELECT near_hash FROM record WHERE id = e.record_id OFFSET 0) ranked
        WHERE e.round_id = ${round.id} AND ranked.near_hash IS NOT NULL)))
    ORDER BY looked.at
    LIMIT ${count}`;
}

async function addFromRest(tx: Transaction, round: ExtendedRound, count: number): Promise<number> {
  const length = await lengthOf(tx, round.id);
  return tx.$executeRaw`
    INSERT INTO ranking_entry (round_id, rank, record_id)
    SELECT ${round.id}, ${length}::int - 1 + row_number() OVER (ORDER BY md5(record.id || ${round.id})), record.id
    FROM record
    WHERE record.project_id = ${round.projectId} AND record.split = 'pool' AND NOT record.has_label
      AND record.removed_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM ranking_entry e WHERE e.round_id = ${round.id} AND e.record_id = record.id)
    ORDER BY md5(record.id || ${round.id})
    LIMIT ${count}`;
}

async function lengthOf(tx: Transaction, roundId: string): Promise<number> {
  const last = await tx.rankingEntry.findFirst({
    where: { roundId },
    orderBy: { rank: 'desc' },
    select: { rank: true },
  });
  return (last?.rank ?? -1) + 1;
}
