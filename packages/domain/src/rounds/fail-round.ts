import { notifyProject } from '@querent/db';
import type { SystemContext } from '../context/context.js';
import { logRound } from './log.js';
import { UNFINISHED } from './round.js';

/** Keeps the reason where people see it; labelling goes on down the round that is open. */
export async function failRound({ db }: SystemContext, { roundId }: { roundId: string }, error: string): Promise<void> {
  const where = { id: roundId, state: { in: UNFINISHED } };
  const [round] = await db.round.updateManyAndReturn({ where, data: { state: 'failed', error } });
  if (round) await logRound(db, roundId, error, 'error');
  if (round) await notifyProject(db, round.projectId);
}
