import type { Round } from '@querent/contracts';
import { findAccess } from '../context/access.js';
import type { Context } from '../context/context.js';
import { DomainError } from '../errors.js';
import { type RoundRow, roundInclude, toRound, withoutFigures } from './round.js';

/** A round that the actor may see, with the actor's rights in its project. @throws round_not_found */
async function visibleRound({ db, actor }: Context, roundId: string) {
  const row = await db.round.findUnique({ where: { id: roundId }, include: roundInclude });
  const access = row && (await findAccess(db, actor, row.projectId));
  if (!access) throw new DomainError('round_not_found', 'This round does not exist, or its project is not yours.');
  return { row, access };
}

/** The row of a round the actor may see. @throws round_not_found */
export async function getRoundRow(context: Context, roundId: string): Promise<RoundRow> {
  return (await visibleRound(context, roundId)).row;
}

/** Its figures are for those who manage the project. @throws round_not_found */
export async function getRound(context: Context, { roundId }: { roundId: string }): Promise<Round> {
  const { row, access } = await visibleRound(context, roundId);
  return access.canManage ? toRound(row) : withoutFigures(toRound(row));
}
