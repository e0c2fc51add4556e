import type { Prisma, Transaction } from '@querent/db';
import { notifyProject } from '@querent/db';
import { databaseTime } from '../context/database-time.js';
import { copiesLast } from '../records/near-copies.js';

const ROWS = 2_000;

/** Makes a round the one that annotators work on: writes its ranking, near copies last, and closes the one before. Safe to repeat. */
export async function openRound(
  tx: Transaction,
  round: { id: string; projectId: string },
  ranked: { index: number; score: number | null; prediction?: object | null }[],
  data: Prisma.RoundUpdateInput = {},
): Promise<void> {
  const { id: roundId, projectId } = round;
  const ranking = await copiesLast(tx, projectId, ranked);
  await tx.rankingEntry.deleteMany({ where: { roundId } });
  for (let start = 0; start < ranking.length; start += ROWS) {
    const rows = ranking.slice(start, start + ROWS);
    await tx.$executeRaw`
      INSERT INTO ranking_entry (round_id, rank, record_id, score, prediction, has_label)
      SELECT ${roundId}, ${start}::int + given.place::int - 1, record.id, given.score, given.prediction::jsonb,
             record.has_label
      FROM unnest(${rows.map((r) => r.index)}::int[], ${rows.map((r) => r.score)}::float8[],
                  ${rows.map(({ prediction }) => (prediction ? JSON.stringify(prediction) : null))}::text[])
        WITH ORDINALITY AS given(index, score, prediction, place)
      JOIN record ON record.project_id = ${projectId} AND record.index = given.index`;
  }
  await tx.round.updateMany({ where: { projectId, state: 'open', id: { not: roundId } }, data: { state: 'closed' } });
  await tx.round.update({
    where: { id: roundId },
    data: { ...data, state: 'open', openedAt: await databaseTime(tx), error: null },
  });
  await notifyProject(tx, projectId);
}
