import type { WantedQuery, WantedRecords } from '@querent/contracts';
import type { Context } from '../context/context.js';
import { cursorNumber } from '../context/page.js';
import { isMarked, loadWanted, toAwaited } from '../rounds/awaited.js';
import { getAwaitedRound } from './waiting-round.js';

/** The records of which a round waits for predictions, by their places. @throws round_not_found, forbidden, not_waiting, invalid_input */
export async function listWanted(
  context: Context,
  { roundId, cursor, limit, which }: WantedQuery & { roundId: string },
): Promise<WantedRecords> {
  const { db, store } = context;
  const { round, awaited } = await getAwaitedRound(context, roundId);
  const { marks } = await db.awaited.findUniqueOrThrow({ where: { roundId }, select: { marks: true } });
  const indices = await loadWanted(store, awaited);
  const places: number[] = [];
  for (let place = (cursorNumber(cursor) ?? -1) + 1; place < indices.length && places.length <= limit; place++)
    if (which === 'all' || !isMarked(marks, place)) places.push(place);
  const shown = places.slice(0, limit);
  const rows = await db.record.findMany({
    where: { projectId: round.projectId, index: { in: shown.map((place) => indices[place]!) } },
    select: { id: true, externalId: true, index: true, split: true },
  });
  const rowOf = new Map(rows.map((row) => [row.index, row]));
  const items = shown.flatMap((place) => {
    const row = rowOf.get(indices[place]!);
    if (!row) return [];
    const { id: recordId, externalId, index, split } = row;
    return [{ place, recordId, externalId, index, split, isPredicted: isMarked(marks, place) }];
  });
  return { items, next: places.length > limit ? String(shown.at(-1)!) : null, awaited: toAwaited(awaited) };
}
