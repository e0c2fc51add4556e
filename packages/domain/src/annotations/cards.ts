import { type Card, type RecordKind, RoundConfig } from '@querent/contracts';
import type { Transaction } from '@querent/db';
import { contentOf } from '../records/kinds/index.js';
import { reasonOf, scoreOf } from '../rounds/score-name.js';

interface HeldRecord {
  recordId: string;
  name: string;
  recordKind: RecordKind;
  content: unknown;
  objectKey: string | null;
  expiresAt: Date;
  roundId: string;
  roundNumber: number;
  modelVersion: string | null;
  config: unknown;
  isStale: boolean;
  rank: number;
  score: number | null;
}

/** The cards of somebody's live leases, in the order of asking; those on `keep` come first. */
export async function cardsOf(
  db: Transaction,
  { projectId, annotatorId }: { projectId: string; annotatorId: string },
  keep: string[] = [],
): Promise<Card[]> {
  const held = await db.$queryRaw<HeldRecord[]>`
    SELECT record.id AS "recordId", record.name, record.content, record.object_key AS "objectKey",
           project.record_kind AS "recordKind", lease.expires_at AS "expiresAt", round.id AS "roundId",
           round.number AS "roundNumber", round.config, model.version AS "modelVersion",
           coalesce(model.is_stale, false) AS "isStale",
           coalesce(entry.rank, 0) AS rank, entry.score
    FROM lease
    JOIN record ON record.id = lease.record_id
    JOIN project ON project.id = record.project_id
    JOIN round ON round.id = lease.round_id
    LEFT JOIN model ON model.round_id = round.id
    LEFT JOIN LATERAL (SELECT rank, score FROM ranking_entry
                       WHERE record_id = record.id AND round_id = round.id ORDER BY rank LIMIT 1) entry ON true
    WHERE lease.project_id = ${projectId} AND lease.annotator_id = ${annotatorId} AND lease.expires_at > now()`;
  const place = (recordId: string) => (keep.includes(recordId) ? keep.indexOf(recordId) - keep.length : 0);
  return held.map(toCard).sort((a, b) => {
    return place(a.recordId) - place(b.recordId) || b.roundNumber - a.roundNumber || a.rank - b.rank;
  });
}

function toCard(held: HeldRecord): Card {
  const { config, expiresAt, roundNumber, modelVersion, isStale, rank, score, recordKind, objectKey, ...rest } = held;
  const round = { config: RoundConfig.parse(config), number: roundNumber, modelVersion, isStale };
  return {
    ...rest,
    roundNumber,
    modelVersion,
    rank,
    score,
    content: contentOf(recordKind, { id: rest.recordId, content: rest.content, objectKey }),
    ...scoreOf(round),
    reason: reasonOf(round, { rank, score }),
    leaseExpiresAt: expiresAt.toISOString(),
  };
}
