import type { Round } from '@querent/contracts';
import { notifyProject, Prisma, transaction } from '@querent/db';
import { requireManager } from '../context/access.js';
import type { Context } from '../context/context.js';
import { DomainError } from '../errors.js';
import { enqueueAfterCommit } from '../queue/enqueue-after-commit.js';
import { getRoundRow } from './get-round.js';
import { roundJob } from './next-round.js';
import { roundInclude, toRound } from './round.js';

const NOTHING_COMPUTED = { stateKey: null, modelVersion: null, graphKey: null, scoringSince: null };

/**
 * Takes a failed round up again, from the start and with the labels there are now: what it had trained may be what it
 * failed on, such as a file that cannot be read.
 *
 * @throws round_not_found, forbidden, round_not_failed
 */
export async function retryRound(context: Context, { roundId }: { roundId: string }): Promise<Round> {
  const { db, queue, actor } = context;
  const { projectId } = await getRoundRow(context, roundId);
  await requireManager(db, actor, projectId);
  const round = await transaction(db, async (tx) => {
    const { count } = await tx.round.updateMany({
      where: { id: roundId, state: 'failed' },
      data: { state: 'queued', error: null, progress: Prisma.DbNull, ...NOTHING_COMPUTED },
    });
    await tx.scorePart.deleteMany({ where: { roundId } });
    if (count === 0)
      throw new DomainError('round_not_failed', 'This round has not failed; there is nothing to try again.');
    await notifyProject(tx, projectId);
    return tx.round.findUniqueOrThrow({ where: { id: roundId }, include: roundInclude });
  });
  await enqueueAfterCommit(queue, roundJob(round.id));
  return toRound(round);
}
