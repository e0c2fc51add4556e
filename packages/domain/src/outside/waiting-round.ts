import type { Transaction } from '@querent/db';
import { requireManager } from '../context/access.js';
import type { Context } from '../context/context.js';
import { databaseTime } from '../context/database-time.js';
import { DomainError } from '../errors.js';
import { type AwaitedRow, awaitedSelect } from '../rounds/awaited.js';
import { getRoundRow } from '../rounds/get-round.js';
import type { RoundRow } from '../rounds/round.js';

interface Waited {
  round: RoundRow;
  awaited: AwaitedRow;
}

/** A round that has waited for predictions, or does, of a project that the actor manages. @throws round_not_found, forbidden, not_waiting */
export async function getAwaitedRound(context: Context, roundId: string): Promise<Waited> {
  const { db, actor } = context;
  const round = await getRoundRow(context, roundId);
  await requireManager(db, actor, round.projectId);
  const awaited = await db.awaited.findUnique({ where: { roundId }, select: awaitedSelect });
  if (!awaited) throw new DomainError('not_waiting', await whyNot(context, round));
  return { round, awaited };
}

/** @throws not_waiting, in words, where predictions are too late or too many */
export async function requireWaiting(db: Transaction, { round, awaited }: Waited): Promise<void> {
  const { number, state } = round;
  const refuse = (detail: string) => {
    throw new DomainError('not_waiting', detail);
  };
  if (state === 'failed')
    refuse(
      `Round ${number} has failed, so that these predictions come too late. Try it again, then post all of them anew.`,
    );
  if (state === 'stopped') refuse(`Round ${number} was stopped. Try it again, then post all predictions anew.`);
  if (awaited.completedAt || state !== 'waiting')
    refuse(`All predictions of round ${number} have come. Post those of the next round once it waits.`);
  if ((await databaseTime(db)) >= awaited.until)
    refuse(
      `The time of round ${number} is over, so that these predictions come too late. Try it again, then post all of them anew.`,
    );
}

async function whyNot({ db }: Context, { projectId, number, state }: Waited['round']): Promise<string> {
  if (state === 'queued') return `Round ${number} has not begun to wait yet. Ask again in a moment.`;
  const waiting = await db.round.findFirst({ where: { projectId, state: 'waiting' }, select: { number: true } });
  return waiting
    ? `Round ${number} waits for no predictions; round ${waiting.number} does.`
    : `Round ${number} waits for no predictions: its model is Querent's own. Choose an outside model in the settings; the next round then waits for it.`;
}
