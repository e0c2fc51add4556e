import type { Annotation, SubmitAnnotation } from '@querent/contracts';
import { notifyProject } from '@querent/db';
import { getAccess } from '../context/access.js';
import type { Context } from '../context/context.js';
import { DomainError } from '../errors.js';
import { enqueueRound, planNextRound } from '../rounds/next-round.js';
import { toAnnotation } from './annotation.js';

/**
 * Stores an answer once, whatever is pressed, sent or lost twice. The first answer to a record becomes its label; an
 * answer that comes after another's (its lease had ended while the annotator was offline) is kept beside it.
 *
 * @throws project_not_found, record_not_found, round_not_found, already_annotated, invalid_input
 */
export async function submitAnnotation(
  { db, queue, actor }: Context,
  { projectId, ...input }: SubmitAnnotation & { projectId: string },
): Promise<Annotation> {
  await getAccess(db, actor, projectId);
  const { recordId, roundId, outcome, label, idempotencyKey } = input;
  const { annotation, next } = await db.$transaction(async (tx) => {
    // Holding the record makes two sendings of one answer wait for each other.
    const [record] = await tx.$queryRaw<{ split: string }[]>`
      SELECT split FROM record WHERE id = ${recordId} AND project_id = ${projectId} FOR UPDATE`;
    if (record?.split !== 'pool')
      throw new DomainError('record_not_found', 'This record is not, or no longer, in the pool of this project.');
    const mine = await tx.annotation.findFirst({
      where: { annotatorId: actor.id, OR: [{ idempotencyKey }, { recordId, undoneAt: null }] },
      orderBy: { createdAt: 'desc' },
    });
    if (mine?.idempotencyKey === idempotencyKey) return { annotation: mine, next: null };
    if (mine) {
      throw new DomainError(
        'already_annotated',
        'You have answered this record already, perhaps in another tab. To change the answer, undo it first.',
      );
    }
    const round = await tx.round.findUnique({
      where: { id: roundId },
      include: { project: { select: { classes: true } } },
    });
    if (round?.projectId !== projectId) throw new DomainError('round_not_found', 'This round is not of this project.');
    if (label !== null && label >= (round.project.classes as string[]).length) {
      throw new DomainError(
        'invalid_input',
        'This class does not exist in the project. Reload the page to see its classes.',
      );
    }
    const { modelVersion } = round;
    const annotation = await tx.annotation.create({
      data: { ...input, projectId, annotatorId: actor.id, modelVersion },
    });
    if (outcome === 'label' && label !== null) {
      await tx.label.createMany({
        data: [{ recordId, projectId, label, annotationId: annotation.id }],
        skipDuplicates: true,
      });
    }
    await tx.lease.deleteMany({ where: { recordId, annotatorId: actor.id } });
    await notifyProject(tx, projectId);
    return { annotation, next: await planNextRound(tx, projectId) };
  });
  await enqueueRound(queue, next).catch(() => {}); // the answer is stored; the worker finds the round by itself
  return toAnnotation(annotation);
}
