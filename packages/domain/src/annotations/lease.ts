import { Prisma, type Transaction } from '@querent/db';

const LEASE_SECONDS = 300;

interface Hand {
  projectId: string;
  annotatorId: string;
}
/** Of one project, or of all. */
type AnyHand = Pick<Hand, 'annotatorId'> & Partial<Hand>;

/**
 * Of the records in a hand, those that nobody is changing at this moment, locked. Whoever writes a lease holds its record
 * first, and of several records only those that are free: two people never wait for each other.
 */
async function lockHand(tx: Transaction, { projectId = '', annotatorId }: AnyHand): Promise<string[]> {
  const rows = await tx.$queryRaw<{ recordId: string }[]>`
    SELECT record.id AS "recordId" FROM lease JOIN record ON record.id = lease.record_id
    WHERE lease.annotator_id = ${annotatorId} AND ${projectId} IN ('', lease.project_id)
    FOR UPDATE OF record SKIP LOCKED`;
  return rows.map(({ recordId }) => recordId);
}

/**
 * Gives back what a person holds of other rounds, but for `keep`, and makes the rest last anew.
 *
 * @returns how many records the person still holds
 */
export async function renewHand(tx: Transaction, hand: Hand & { roundId: string; keep: string[] }): Promise<number> {
  const { projectId, annotatorId, roundId, keep } = hand;
  const recordIds = await lockHand(tx, hand);
  if (recordIds.length > 0) {
    await tx.$executeRaw`
      WITH freed AS (
        DELETE FROM lease WHERE record_id = ANY(${recordIds}) AND annotator_id = ${annotatorId}
          AND (expires_at <= now() OR (round_id <> ${roundId} AND record_id <> ALL(${keep})))
        RETURNING record_id)
      UPDATE lease SET expires_at = now() + make_interval(secs => ${LEASE_SECONDS})
      WHERE record_id = ANY(${recordIds}) AND annotator_id = ${annotatorId} AND expires_at > now()
        AND NOT EXISTS (SELECT 1 FROM freed WHERE freed.record_id = lease.record_id)`;
  }
  // Also what another claim looks at in this moment, and therefore could not be renewed.
  const [{ held }] = await tx.$queryRaw<[{ held: number }]>`
    SELECT count(*)::int AS held FROM lease
    WHERE project_id = ${projectId} AND annotator_id = ${annotatorId} AND expires_at > now()`;
  return held;
}

/** Gives everything that a person holds back, in a project or in all. */
export async function releaseHand(tx: Transaction, hand: AnyHand): Promise<void> {
  const recordIds = await lockHand(tx, hand);
  await tx.lease.deleteMany({ where: { recordId: { in: recordIds }, annotatorId: hand.annotatorId } });
}

/**
 * Takes the best free records of a round's ranking. Rows that somebody else is changing are passed over (SKIP LOCKED):
 * nobody holds what another holds.
 *
 * @returns how many were taken
 */
export async function leaseRecords(
  tx: Transaction,
  claim: Hand & { roundId: string; overlap: number; count: number },
): Promise<number> {
  let taken = 0;
  while (taken < claim.count) {
    const next = await leaseOnce(tx, { ...claim, count: claim.count - taken });
    taken += next.taken;
    // Free when the statement began, taken by another before it came to them: asked for anew, so that no hand stays short.
    if (next.taken === next.found) break;
  }
  return taken;
}

/** One statement of {@link leaseRecords}: how many free records it found, and how many of them it could take. */
async function leaseOnce(
  tx: Transaction,
  { projectId, roundId, annotatorId, overlap, count }: Hand & { roundId: string; overlap: number; count: number },
): Promise<{ found: number; taken: number }> {
  const [seen] = await tx.$queryRaw<[{ found: number; taken: number }]>`
    WITH best AS (
      SELECT record.id, free.slot
      FROM ranking_entry entry
      JOIN record ON record.id = entry.record_id
      JOIN LATERAL (${freeSlot(overlap)}) free ON true
      WHERE entry.round_id = ${roundId} AND NOT entry.has_label AND NOT record.has_label AND record.removed_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM annotation a
                        WHERE a.record_id = record.id AND a.annotator_id = ${annotatorId} AND a.undone_at IS NULL)
        AND NOT EXISTS (SELECT 1 FROM lease own WHERE own.record_id = record.id AND own.annotator_id = ${annotatorId})
      ORDER BY entry.rank
      LIMIT ${count}
      FOR UPDATE OF record SKIP LOCKED),
    taken AS (
      INSERT INTO lease (record_id, slot, annotator_id, project_id, round_id, expires_at)
      SELECT id, slot, ${annotatorId}, ${projectId}, ${roundId}, now() + make_interval(secs => ${LEASE_SECONDS}) FROM best
      ON CONFLICT (record_id, slot) DO UPDATE
        SET annotator_id = EXCLUDED.annotator_id, round_id = EXCLUDED.round_id, expires_at = EXCLUDED.expires_at
        WHERE lease.expires_at <= now()
      RETURNING 1)
    SELECT (SELECT count(*)::int FROM best) AS found, (SELECT count(*)::int FROM taken) AS taken`;
  // A record that this person answered between the statement's snapshot and its lock: given back unseen.
  const answered = await tx.$executeRaw`
    DELETE FROM lease WHERE project_id = ${projectId} AND annotator_id = ${annotatorId} AND EXISTS (
      SELECT 1 FROM annotation a
      WHERE a.record_id = lease.record_id AND a.annotator_id = ${annotatorId} AND a.undone_at IS NULL)`;
  return { found: seen.found, taken: seen.taken - answered };
}

/** Puts one unanswered record into a person's hand, unless others hold it. Call it with the record's row locked. */
export async function leaseRecord(
  tx: Transaction,
  { recordId, projectId, roundId, annotatorId, overlap }: Hand & { recordId: string; roundId: string; overlap: number },
): Promise<boolean> {
  await tx.lease.deleteMany({ where: { recordId, annotatorId } });
  const held = await tx.$executeRaw`
    INSERT INTO lease (record_id, slot, annotator_id, project_id, round_id, expires_at)
    SELECT record.id, free.slot, ${annotatorId}, ${projectId}, ${roundId}, now() + make_interval(secs => ${LEASE_SECONDS})
    FROM record
    JOIN LATERAL (${freeSlot(overlap)}) free ON true
    WHERE record.id = ${recordId}
    ON CONFLICT (record_id, slot) DO UPDATE
      SET annotator_id = EXCLUDED.annotator_id, round_id = EXCLUDED.round_id, expires_at = EXCLUDED.expires_at
      WHERE lease.expires_at <= now()`;
  return held > 0;
}

/** The first slot of `record` that nobody holds; none where as many hold or have answered it as are asked. */
const freeSlot = (overlap: number) => Prisma.sql`
  SELECT slot FROM generate_series(0, ${overlap}::int - 1) slot
  WHERE NOT EXISTS (SELECT 1 FROM lease held WHERE held.record_id = record.id AND held.slot = slot.slot AND held.expires_at > now())
    AND (${overlap}::int = 1 OR ${overlap}::int > (
      SELECT count(*) FROM annotation given
      WHERE given.record_id = record.id AND given.undone_at IS NULL AND given.outcome = 'label')
      + (SELECT count(*) FROM lease held WHERE held.record_id = record.id AND held.expires_at > now()))
  LIMIT 1`;
