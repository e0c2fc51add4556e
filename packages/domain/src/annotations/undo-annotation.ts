import type { UndoneAnnotation } from '@querent/contracts';
import { notifyProject, type Transaction } from '@querent/db';
import { findAccess } from '../context/access.js';
import type { Context } from '../context/context.js';
import { DomainError } from '../errors.js';
import { toAnnotation } from './annotation.js';
import { cardsOf } from './cards.js';
import { leaseEnd } from './lease.js';

/**
 * Takes an answer of the actor's back and puts its record into the actor's hand again. Doing it twice is doing it once.
 *
 * @throws annotation_not_found, undo_too_late where somebody else has got the skipped record meanwhile
 */
export async function undoAnnotation(
  { db, actor }: Context,
  { annotationId }: { annotationId: string },
): Promise<UndoneAnnotation> {
  return db.$transaction(async (tx) => {
    const found = await tx.annotation.findUnique({ where: { id: annotationId } });
    if (found?.annotatorId !== actor.id || !(await findAccess(tx, actor, found.projectId))) {
      throw new DomainError('annotation_not_found', 'This answer does not exist, or is not yours.');
    }
    const { recordId, projectId, roundId } = found;
    await tx.$queryRaw`SELECT id FROM record WHERE id = ${recordId} FOR UPDATE`;
    if (!found.undoneAt) {
      await tx.annotation.update({ where: { id: annotationId }, data: { undoneAt: new Date() } });
      const { count } = await tx.label.deleteMany({ where: { annotationId } });
      if (count > 0) await labelByNextAnswer(tx, recordId);
    }
    const held = await tx.$executeRaw`
      INSERT INTO lease (record_id, annotator_id, project_id, round_id, expires_at)
      VALUES (${recordId}, ${actor.id}, ${projectId}, ${roundId}, ${leaseEnd()})
      ON CONFLICT (record_id) DO UPDATE
        SET annotator_id = EXCLUDED.annotator_id, round_id = EXCLUDED.round_id, expires_at = EXCLUDED.expires_at
        WHERE lease.expires_at <= now() OR lease.annotator_id = EXCLUDED.annotator_id`;
    const cards = await cardsOf(tx, { projectId, annotatorId: actor.id });
    const card = cards.find((c) => c.recordId === recordId);
    if (held === 0 || !card) {
      throw new DomainError(
        'undo_too_late',
        'Somebody else has this record in front of them by now, so your skip stands.',
      );
    }
    await notifyProject(tx, projectId);
    return { annotation: toAnnotation(await tx.annotation.findUniqueOrThrow({ where: { id: annotationId } })), card };
  });
}

/** Where another annotator has answered the record too, that answer becomes its label. */
async function labelByNextAnswer(tx: Transaction, recordId: string): Promise<void> {
  const other = await tx.annotation.findFirst({
    where: { recordId, undoneAt: null, outcome: 'label' },
    orderBy: { createdAt: 'asc' },
  });
  if (other?.label == null) return;
  const { projectId, label, id } = other;
  await tx.label.create({ data: { recordId, projectId, label, annotationId: id } });
}
