import type { Round } from '@querent/contracts';
import { notifyProject } from '@querent/db';
import { requireManager } from '../context/access.js';
import type { Context } from '../context/context.js';
import { DomainError } from '../errors.js';
import { getRoundRow } from './get-round.js';
import { logRound } from './log.js';
import { roundInclude, toRound, UNFINISHED } from './round.js';

/**
 * Stops a round that waits or computes: it can be tried again. Whoever computes for it notices and
 * lets go; the round that is open goes on asking.
 *
 * @throws round_not_found, forbidden, round_not_running
 */
export async function cancelRound(context: Context, { roundId }: { roundId: string }): Promise<Round> {
  const { db, actor } = context;
  const { projectId } = await getRoundRow(context, roundId);
  await requireManager(db, actor, projectId);
  const { name } = await db.user.findUniqueOrThrow({ where: { id: actor.id }, select: { name: true } });
  const { count } = await db.round.updateMany({
    where: { id: roundId, state: { in: UNFINISHED } },
    data: {
      state: 'stopped',
      error: `Stopped by ${name}. Labelling goes on. Try the round again to train a model on the labels there are by then.`,
    },
  });
  if (count === 0)
    throw new DomainError('round_not_running', 'This round is not being computed; there is nothing to stop.');
  await logRound(db, roundId, `Stopped by ${name}.`, 'warning');
  await notifyProject(db, projectId);
  return toRound(await db.round.findUniqueOrThrow({ where: { id: roundId }, include: roundInclude }));
}
