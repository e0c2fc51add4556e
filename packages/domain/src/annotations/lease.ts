import type { Transaction } from '@querent/db';

export const LEASE_SECONDS = 300;

export const leaseEnd = () => new Date(Date.now() + LEASE_SECONDS * 1_000);

/**
 * Takes the best free records of a round's ranking in one statement. Rows that another claim is looking at are passed
 * over (SKIP LOCKED), and of two claims that meet in the same record one loses the upsert: nobody holds what another holds.
 */
export async function leaseRecords(
  tx: Transaction,
  input: { projectId: string; roundId: string; annotatorId: string; count: number },
): Promise<number> {
  const { projectId, roundId, annotatorId, count } = input;
  if (count <= 0) return 0;
  const taken = await tx.$queryRaw<{ recordId: string }[]>`
    INSERT INTO lease (record_id, annotator_id, project_id, round_id, expires_at)
    SELECT record.id, ${annotatorId}, ${projectId}, ${roundId}, ${leaseEnd()}
    FROM ranking_entry entry
    JOIN record ON record.id = entry.record_id
    WHERE entry.round_id = ${roundId}
      AND NOT EXISTS (SELECT 1 FROM label WHERE label.record_id = record.id)
      AND NOT EXISTS (SELECT 1 FROM annotation a
                      WHERE a.record_id = record.id AND a.annotator_id = ${annotatorId} AND a.undone_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM lease held WHERE held.record_id = record.id AND held.expires_at > now())
    ORDER BY entry.rank
    LIMIT ${count}
    FOR UPDATE OF record SKIP LOCKED
    ON CONFLICT (record_id) DO UPDATE
      SET annotator_id = EXCLUDED.annotator_id, round_id = EXCLUDED.round_id, expires_at = EXCLUDED.expires_at
      WHERE lease.expires_at <= now()
    RETURNING record_id AS "recordId"`;
  const recordIds = taken.map(({ recordId }) => recordId);
  // A record answered between this statement's snapshot and its lock: given back unseen.
  const answered = await tx.label.findMany({ where: { recordId: { in: recordIds } }, select: { recordId: true } });
  if (answered.length > 0) {
    await tx.lease.deleteMany({ where: { annotatorId, recordId: { in: answered.map(({ recordId }) => recordId) } } });
  }
  return recordIds.length - answered.length;
}

/** Lengthens a round's ranking by random records of the pool that are not in it yet. Safe when two do it at once. */
export async function extendRanking(
  tx: Transaction,
  round: { id: string; projectId: string },
  count: number,
): Promise<number> {
  return tx.$executeRaw`
    INSERT INTO ranking_entry (round_id, rank, record_id, score)
    SELECT ${round.id}, (SELECT coalesce(max(rank), -1) FROM ranking_entry WHERE round_id = ${round.id})
             + row_number() OVER (ORDER BY md5(record.id || ${round.id})), record.id, NULL
    FROM record
    WHERE record.project_id = ${round.projectId} AND record.split = 'pool'
      AND NOT EXISTS (SELECT 1 FROM label WHERE label.record_id = record.id)
      AND NOT EXISTS (SELECT 1 FROM ranking_entry e WHERE e.round_id = ${round.id} AND e.record_id = record.id)
    ORDER BY md5(record.id || ${round.id})
    LIMIT ${count}
    ON CONFLICT DO NOTHING`;
}
