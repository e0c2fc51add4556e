import type { RecordKind } from '@querent/contracts';
import type { SystemContext } from '../context/context.js';
import { columnOf } from './column-of.js';
import { recordKinds } from './kinds/index.js';

const AT_ONCE = 2_000;
const KINDS = (Object.keys(recordKinds) as RecordKind[]).filter((kind) => recordKinds[kind].nearHashOf);

/**
 * Gives records of earlier versions what tells near copies of theirs. It may be cut short, and run by several workers at once.
 *
 * @returns how many got it
 */
export async function fillNearHashes({ db }: Pick<SystemContext, 'db'>, signal: AbortSignal): Promise<number> {
  const where = { recordKind: { in: KINDS }, removedAt: null };
  let filled = 0;
  for (const { id: projectId, recordKind } of await db.project.findMany({
    where,
    select: { id: true, recordKind: true },
  }))
    for (let after = -1; ; ) {
      signal.throwIfAborted();
      const rows = await db.record.findMany({
        where: { projectId, index: { gt: after }, nearHash: null },
        select: { id: true, index: true, content: true },
        orderBy: { index: 'asc' },
        take: AT_ONCE,
      });
      const last = rows.at(-1);
      if (!last) break;
      after = last.index;
      const hashes = rows.map(({ content }) => recordKinds[recordKind].nearHashOf!(content));
      filled += await db.$executeRaw`
        UPDATE record SET near_hash = given.near_hash
        FROM unnest(${columnOf(rows.map(({ id }) => id))}, ${columnOf(hashes)}) AS given (id, near_hash)
        WHERE record.id = given.id AND record.near_hash IS NULL`;
    }
  return filled;
}
