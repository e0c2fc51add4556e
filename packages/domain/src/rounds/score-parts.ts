import type { Transaction } from '@querent/db';
import type { JobRef } from '@querent/queue';
import type { ShardRef } from './compute.js';

/** A part is worth a job from here on. */
const LEAST_RECORDS = 2_000;
/** Of a large pool: enough for any number of workers, few enough for the queue. */
const MOST_PARTS = 64;

/** Cuts a pool where its shards end. @returns the shards of each part */
export function partsOf(shards: ShardRef[]): ShardRef[][] {
  const total = shards.reduce((sum, { count }) => sum + count, 0);
  const size = Math.max(LEAST_RECORDS, Math.ceil(total / MOST_PARTS));
  const parts: ShardRef[][] = [];
  let room = 0;
  for (const shard of shards) {
    if (room <= 0) {
      parts.push([]);
      room = size;
    }
    parts.at(-1)!.push(shard);
    room -= shard.count;
  }
  return parts;
}

/** The rows of a round's parts, made at the first call. */
export async function planParts(db: Transaction, roundId: string, shards: ShardRef[]) {
  const data = partsOf(shards).map((part) => ({
    roundId,
    start: part[0]!.start,
    count: part.reduce((sum, { count }) => sum + count, 0),
  }));
  await db.scorePart.createMany({ data, skipDuplicates: true });
  return db.scorePart.findMany({ where: { roundId }, orderBy: { start: 'asc' } });
}

/** The job of a part; another one where the round is run again with another model. */
export const partJob = (roundId: string, graphKey: string, start: number): JobRef => ({
  name: 'round.score',
  payload: { roundId, start },
  key: `score-${roundId}-${graphKey.slice(0, 8)}-${start}`,
});
