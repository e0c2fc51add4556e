import type { Limits, UpdateLimits } from '@querent/contracts';
import { transaction } from '@querent/db';
import { requireAdmin } from '../context/access.js';
import type { Context } from '../context/context.js';
import { readLimits } from './read-limits.js';

/** Changes what is given; files and records that are there already stay. @throws forbidden */
export async function updateLimits({ db, actor }: Context, input: UpdateLimits): Promise<Limits> {
  requireAdmin(actor);
  return transaction(db, async (tx) => {
    // Two who each change another limit must both succeed, also where there is no row yet.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('limits', 0))`;
    const limits = { ...(await readLimits(tx)), ...input };
    await tx.limits.upsert({ where: { id: 1 }, create: limits, update: limits });
    return limits;
  });
}
