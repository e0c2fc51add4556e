import type { Round } from '@querent/contracts';
import { findAccess } from '../context/access.js';
import type { Context } from '../context/context.js';
import { DomainError } from '../errors.js';
import { type RoundRow, roundInclude, toRound } from './round.js';

/** The row of a round the actor may see. @throws round_not_found */
export async function getRoundRow({ db, actor }: Context, roundId: string): Promise<RoundRow> {
  const round = await db.round.findUnique({ where: { id: roundId }, include: roundInclude });
  const access = round && (await findAccess(db, actor, round.projectId));
  if (!access) throw new DomainError('round_not_found', 'This round does not exist, or its project is not yours.');
  return round;
}

/** @throws round_not_found */
export async function getRound(context: Context, { roundId }: { roundId: string }): Promise<Round> {
  return toRound(await getRoundRow(context, roundId));
}
