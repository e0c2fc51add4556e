import type { ClaimCards, Hand } from '@querent/contracts';
import type { Transaction } from '@querent/db';
import { getAccess } from '../context/access.js';
import type { Context } from '../context/context.js';
import { findOpenRound } from '../rounds/round.js';
import { cardsOf } from './cards.js';
import { extendRanking, leaseEnd, leaseRecords } from './lease.js';

const EXTEND_BY = 500;

/**
 * Fills the actor's hand with the records most worth asking now. What is in the hand already stays there (a reload, or a
 * second tab, sees the same cards) unless a newer model has opened a round: then only `keep` stays and the rest is asked anew.
 *
 * @throws project_not_found
 */
export async function claimCards(
  { db, actor }: Context,
  { projectId, count, keep }: ClaimCards & { projectId: string },
): Promise<Hand> {
  await getAccess(db, actor, projectId);
  const hand = { projectId, annotatorId: actor.id };
  return db.$transaction(async (tx) => {
    // Two tabs of one person take turns, so that the second finds what the first has taken.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${projectId + actor.id}, 0))`;
    const answered = await tx.annotation.count({ where: { ...hand, undoneAt: null } });
    const round = await findOpenRound(tx, projectId);
    if (!round) return { cards: [], answered, empty: 'importing' };
    await tx.lease.deleteMany({ where: { ...hand, roundId: { not: round.id }, recordId: { notIn: keep } } });
    const { count: held } = await tx.lease.updateMany({
      where: { ...hand, expiresAt: { gt: new Date() } },
      data: { expiresAt: leaseEnd() },
    });
    const claim = { ...hand, roundId: round.id };
    const taken = await leaseRecords(tx, { ...claim, count: count - held });
    if (held + taken < count && (await extendRanking(tx, round, EXTEND_BY)) > 0) {
      await leaseRecords(tx, { ...claim, count: count - held - taken });
    }
    const cards = (await cardsOf(tx, hand, keep)).slice(0, count);
    return { cards, answered, empty: cards.length > 0 ? 'none' : await whyEmpty(tx, hand) };
  });
}

/** Gives everything in the actor's hand back. @throws project_not_found */
export async function releaseHand({ db, actor }: Context, { projectId }: { projectId: string }): Promise<void> {
  await getAccess(db, actor, projectId);
  await db.lease.deleteMany({ where: { projectId, annotatorId: actor.id } });
}

async function whyEmpty(tx: Transaction, { projectId, annotatorId }: { projectId: string; annotatorId: string }) {
  const unlabelled = { projectId, split: 'pool', label: { is: null } } as const;
  if ((await tx.record.count({ where: unlabelled })) === 0) return 'all_labelled';
  const unseen = await tx.record.count({
    where: { ...unlabelled, annotations: { none: { annotatorId, undoneAt: null } } },
  });
  return unseen > 0 ? 'others_hold_the_rest' : 'skipped_the_rest';
}
