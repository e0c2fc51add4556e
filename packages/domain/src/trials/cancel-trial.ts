import type { Trial } from '@querent/contracts';
import { findAccess, requireManager } from '../context/access.js';
import type { Context } from '../context/context.js';
import { databaseTime } from '../context/database-time.js';
import { DomainError } from '../errors.js';
import { toTrials, UNENDED_TRIAL } from './trial.js';

/** Stops a trial that waits or computes. @throws trial_not_found, forbidden, trial_not_running */
export async function cancelTrial({ db, actor }: Context, { trialId }: { trialId: string }): Promise<Trial> {
  const trial = await db.trial.findUnique({ where: { id: trialId } });
  if (!trial || !(await findAccess(db, actor, trial.projectId)))
    throw new DomainError('trial_not_found', 'This trial does not exist any more, or its project is not yours.');
  await requireManager(db, actor, trial.projectId);
  const { name } = await db.user.findUniqueOrThrow({ where: { id: actor.id }, select: { name: true } });
  const [row] = await db.trial.updateManyAndReturn({
    where: { id: trialId, state: { in: UNENDED_TRIAL } },
    data: { state: 'stopped', error: `Stopped by ${name}.`, endedAt: await databaseTime(db) },
  });
  if (!row) throw new DomainError('trial_not_running', 'This trial is not under way; there is nothing to stop.');
  return (await toTrials(db, row.projectId, [row]))[0]!;
}
