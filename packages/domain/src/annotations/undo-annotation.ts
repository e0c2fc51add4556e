import type { UndoneAnnotation } from '@querent/contracts';
import { notifyProject, type Prisma, type Transaction, transaction } from '@querent/db';
import { findAccess } from '../context/access.js';
import type { Context } from '../context/context.js';
import { DomainError } from '../errors.js';
import { lockRecord, settleLabel, standingAnswers } from '../labels/settle-label.js';
import { startDueRound } from '../rounds/next-round.js';
import { toAnnotation } from './annotation.js';
import { cardsOf } from './cards.js';
import { leaseRecord } from './lease.js';

/**
 * Takes an answer of the actor's back and puts its record into the actor's hand again, unless it is answered all the same:
 * by somebody's label, or by the actor anew. Doing it twice is doing it once: a late second one leaves the record where it is.
 *
 * @throws annotation_not_found, undo_too_late where somebody else has got the skipped record meanwhile
 */
export async function undoAnnotation(
  { db, queue, actor }: Context,
  { annotationId }: { annotationId: string },
): Promise<UndoneAnnotation> {
  const owned = await db.annotation.findUnique({ where: { id: annotationId, annotatorId: actor.id } });
  const access = owned && (await findAccess(db, actor, owned.projectId));
  if (!access) throw new DomainError('annotation_not_found', 'This answer does not exist, or is not yours.');
  const { projectId, recordId } = owned;
  const roundId = owned.roundId!; // an answer of a person's own was asked for by a round
  const undone = await transaction(db, async (tx) => {
    const isRemoved = await lockRecord(tx, recordId);
    const found = await tx.annotation.findUniqueOrThrow({ where: { id: annotationId } });
    const { overlap } = await tx.project.findUniqueOrThrow({ where: { id: projectId }, select: { overlap: true } });
    const annotation = found.undoneAt ? found : await takeBack(tx, found, { overlap, isRemoved });
    const { hasLabel } = await tx.record.findUniqueOrThrow({ where: { id: recordId } });
    const isAnsweredAnew = (await standingAnswers(tx, recordId)).some(({ annotatorId }) => annotatorId === actor.id);
    const isAnswered = hasLabel || isAnsweredAnew || isRemoved;
    const hand = { projectId, roundId, annotatorId: actor.id };
    const isHeld = !isAnswered && (await leaseRecord(tx, { ...hand, recordId, overlap }));
    if (!isHeld && !isAnswered && !found.undoneAt && found.answerKey === null) {
      throw new DomainError(
        'undo_too_late',
        'Somebody else has this record in front of them by now, so your skip stands.',
      );
    }
    const cards = isHeld ? await cardsOf(tx, { projectId, annotatorId: actor.id }) : [];
    await notifyProject(tx, projectId);
    return { annotation: toAnnotation(annotation), card: cards.find((card) => card.recordId === recordId) ?? null };
  });
  await startDueRound({ db, queue }, projectId);
  return undone;
}

async function takeBack(
  tx: Transaction,
  { id, recordId, projectId, annotatorId }: Prisma.AnnotationGetPayload<object>,
  record: { overlap: number; isRemoved: boolean },
) {
  const before = await standingAnswers(tx, recordId);
  const after = before.filter((answer) => answer.id !== id);
  await settleLabel(tx, { recordId, projectId, personId: annotatorId, ...record }, { before, after });
  await tx.$executeRaw`UPDATE annotation SET undone_at = now() WHERE id = ${id}`;
  return tx.annotation.findUniqueOrThrow({ where: { id } });
}
