import type { Card } from '@querent/contracts';
import type { Transaction } from '@querent/db';
import { imageUrl } from '../records/image-url.js';
import { roundInclude, toRound } from '../rounds/round.js';
import { reasonOf, scoreOf } from '../rounds/score-name.js';

/** The cards of somebody's live leases, in the order of asking; those on `keep` come first. */
export async function cardsOf(
  db: Transaction,
  where: { projectId: string; annotatorId: string },
  keep: string[] = [],
): Promise<Card[]> {
  const leases = await db.lease.findMany({
    where: { ...where, expiresAt: { gt: new Date() } },
    include: { record: { include: { ranked: true } } },
  });
  const rounds = await db.round.findMany({
    where: { id: { in: [...new Set(leases.map(({ roundId }) => roundId))] } },
    include: roundInclude,
  });
  const roundById = new Map(rounds.map((row) => [row.id, toRound(row)]));
  const place = (recordId: string) => (keep.includes(recordId) ? keep.indexOf(recordId) - keep.length : 0);
  return leases
    .flatMap(({ recordId, roundId, expiresAt, record }) => {
      const round = roundById.get(roundId);
      if (!round) return [];
      const entry = record.ranked.find((ranked) => ranked.roundId === roundId);
      const { rank, score } = entry ?? { rank: 0, score: null };
      return {
        recordId,
        roundId,
        roundNumber: round.number,
        imageUrl: imageUrl(recordId),
        name: record.name,
        score,
        ...scoreOf(round),
        rank,
        modelVersion: round.modelVersion,
        reason: reasonOf(round, { rank, score }),
        leaseExpiresAt: expiresAt.toISOString(),
      };
    })
    .sort((a, b) => place(a.recordId) - place(b.recordId) || b.roundNumber - a.roundNumber || a.rank - b.rank);
}
