import type { Query } from '@querent/contracts';
import { recordKindOf } from '@querent/contracts';
import { requireManager } from '../context/access.js';
import type { Context } from '../context/context.js';
import { contentOf } from '../records/kinds/index.js';
import { toAnswer } from '../records/to-answer.js';
import { getRoundRow } from './get-round.js';
import { toRound } from './round.js';
import { scoreOf } from './score-name.js';

/** The records a round asked about, in the order of asking, with what became of them. @throws round_not_found, forbidden */
export async function getQuery(context: Context, { roundId }: { roundId: string }): Promise<Query> {
  const { db, actor } = context;
  const round = toRound(await getRoundRow(context, roundId));
  await requireManager(db, actor, round.projectId);
  const entries = await db.rankingEntry.findMany({
    where: { roundId, rank: { lt: Math.min(100, round.config.labelsPerRound) } },
    orderBy: { rank: 'asc' },
    include: { record: { include: { label: { select: { answer: true } } } } },
  });
  const { recordKind } = await db.project.findUniqueOrThrow({
    where: { id: round.projectId },
    select: { recordKind: true },
  });
  const { shorten } = recordKindOf(recordKind);
  return {
    round,
    ...scoreOf(round),
    items: entries.map(({ recordId, rank, score, record }) => ({
      recordId,
      rank,
      score,
      name: record.name,
      content: shorten(contentOf(recordKind, record)),
      answer: toAnswer(record.label?.answer),
    })),
  };
}
