import type { ClaimCards, Hand, ProjectCounts } from '@querent/contracts';
import { type Transaction, transaction } from '@querent/db';
import { getAccess } from '../context/access.js';
import type { Context } from '../context/context.js';
import { hasBegun } from '../imports/begin-labelling.js';
import { countRecords } from '../records/counts.js';
import { cardsOf } from './cards.js';
import { extendRanking } from './extend-ranking.js';
import { leaseRecords, renewHand } from './lease.js';

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
  return transaction(db, async (tx) => {
    // Two tabs of one person take turns, so that the second finds what the first has taken.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${projectId + actor.id}, 0))`;
    const answered = await answersOf(tx, hand);
    const round = await tx.round.findFirst({ where: { projectId, state: 'open' }, orderBy: { number: 'desc' } });
    if (!round) return { cards: [], answered, empty: await whyNotBegun(tx, projectId) };
    const { overlap } = await tx.project.findUniqueOrThrow({ where: { id: projectId }, select: { overlap: true } });
    const claim = { ...hand, roundId: round.id, overlap };
    const held = await renewHand(tx, { ...claim, keep });
    const taken = await leaseRecords(tx, { ...claim, count: count - held });
    if (held + taken < count && (await extendRanking(tx, round, EXTEND_BY)) > 0) {
      await leaseRecords(tx, { ...claim, count: count - held - taken });
    }
    const cards = (await cardsOf(tx, hand, keep)).slice(0, count);
    return { cards, answered, empty: cards.length > 0 ? 'none' : await whyEmpty(tx, hand) };
  });
}

async function answersOf(tx: Transaction, { projectId, annotatorId: personId }: PersonInProject): Promise<number> {
  const counts = await tx.projectCount.findUnique({ where: { projectId_personId: { projectId, personId } } });
  return counts?.answered ?? 0;
}

/** Why nobody is asked yet. */
async function whyNotBegun(tx: Transaction, projectId: string): Promise<Hand['empty']> {
  const running = await tx.import.count({ where: { projectId, state: { not: 'done' } } });
  if (running > 0) return 'importing';
  if ((await countRecords(tx, [projectId]))(projectId).records === 0) return 'no_records';
  return (await hasBegun({ db: tx }, projectId)) ? 'choosing' : 'more_follow';
}

async function whyEmpty(tx: Transaction, { projectId, annotatorId }: PersonInProject): Promise<Hand['empty']> {
  const counts: ProjectCounts = (await countRecords(tx, [projectId]))(projectId);
  if (counts.records === 0) return 'no_records';
  if (counts.pool === 0) return 'all_labelled';
  const unseen = await tx.record.findFirst({
    where: {
      projectId,
      split: 'pool',
      hasLabel: false,
      removedAt: null,
      annotations: { none: { annotatorId, undoneAt: null } },
    },
    select: { id: true },
  });
  return unseen ? 'others_hold_the_rest' : 'skipped_the_rest';
}

interface PersonInProject {
  projectId: string;
  annotatorId: string;
}
