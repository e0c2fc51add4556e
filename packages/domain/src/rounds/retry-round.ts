import type { Round } from '@querent/contracts';
import { jsonOf, notifyProject, Prisma, transaction } from '@querent/db';
import { requireManager } from '../context/access.js';
import type { Context } from '../context/context.js';
import { databaseTime } from '../context/database-time.js';
import { DomainError } from '../errors.js';
import { enqueueAfterCommit } from '../queue/enqueue-after-commit.js';
import { roundJob } from '../queue/jobs.js';
import { getRoundRow } from './get-round.js';
import { logRound } from './log.js';
import { planOf } from './plan-round.js';
import { roundInclude, toRound, UNDONE } from './round.js';

const NOTHING_COMPUTED = { attempts: 0, scoringSince: null, begunAt: null, losses: [], timings: Prisma.DbNull };

/**
 * Takes a failed or stopped round up again, from the start, with the labels and the settings of its project that there are now: what
 * it had trained, or was to train, may be what it failed on, such as a file that cannot be read or a model that is too large.
 *
 * @throws round_not_found, forbidden, round_not_failed
 */
export async function retryRound(context: Context, { roundId }: { roundId: string }): Promise<Round> {
  const { db, queue, actor } = context;
  const { projectId } = await getRoundRow(context, roundId);
  await requireManager(db, actor, projectId);
  const { name } = await db.user.findUniqueOrThrow({ where: { id: actor.id }, select: { name: true } });
  const round = await transaction(db, async (tx) => {
    const plan = await planOf(tx, projectId);
    const { count } = await tx.round.updateMany({
      where: { id: roundId, state: { in: UNDONE } },
      data: {
        state: 'queued',
        error: null,
        ...plan,
        config: jsonOf(plan.config),
        progress: Prisma.DbNull,
        queuedAt: await databaseTime(tx),
        ...NOTHING_COMPUTED,
      },
    });
    await tx.scorePart.deleteMany({ where: { roundId } });
    await tx.model.deleteMany({ where: { roundId } });
    await tx.awaited.deleteMany({ where: { roundId } });
    if (count === 0)
      throw new DomainError(
        'round_not_failed',
        'This round has neither failed nor been stopped; there is nothing to try again.',
      );
    await logRound(tx, roundId, `Tried again by ${name}, with the labels and settings of now.`);
    await notifyProject(tx, projectId);
    return tx.round.findUniqueOrThrow({ where: { id: roundId }, include: roundInclude });
  });
  await enqueueAfterCommit(queue, roundJob(round.id));
  return toRound(round);
}
