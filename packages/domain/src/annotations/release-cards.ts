import { transaction } from '@querent/db';
import { getAccess } from '../context/access.js';
import type { Context } from '../context/context.js';
import { releaseHand } from './lease.js';

/** Gives everything in the actor's hand back. @throws project_not_found */
export async function releaseCards({ db, actor }: Context, { projectId }: { projectId: string }): Promise<void> {
  await getAccess(db, actor, projectId);
  await transaction(db, (tx) => releaseHand(tx, { projectId, annotatorId: actor.id }));
}
