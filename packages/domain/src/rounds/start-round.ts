import type { Round } from '@querent/contracts';
import { notifyProject, transaction } from '@querent/db';
import { requireManager } from '../context/access.js';
import type { Context } from '../context/context.js';
import { enqueueAfterCommit } from '../queue/enqueue-after-commit.js';
import { roundJob } from '../queue/jobs.js';
import { planNextRound, refuseRound } from './next-round.js';
import { roundInclude, toRound } from './round.js';

/** Train now, on the labels there are. @throws project_not_found, forbidden, round_running, no_new_labels, import_running */
export async function startRound({ db, queue, actor }: Context, { projectId }: { projectId: string }): Promise<Round> {
  await requireManager(db, actor, projectId);
  const round = await transaction(db, async (tx) => {
    const planned = (await planNextRound(tx, projectId, 'button')) ?? (await refuseRound(tx, projectId));
    await notifyProject(tx, projectId);
    return tx.round.findUniqueOrThrow({ where: { id: planned.id }, include: roundInclude });
  });
  await enqueueAfterCommit(queue, roundJob(round.id));
  return toRound(round);
}
