import type { Annotation, SubmitAnnotation } from '@querent/contracts';
import { notifyProject, type Prisma, type Transaction, transaction } from '@querent/db';
import { getAccess } from '../context/access.js';
import type { Context } from '../context/context.js';
import { DomainError } from '../errors.js';
import { settleLabel, standingAnswers } from '../labels/settle-label.js';
import { startDueRound } from '../rounds/next-round.js';
import { toAnnotation } from './annotation.js';

/**
 * Stores an answer once, whatever is pressed, sent or lost twice. The first answer to a record becomes its label; an
 * answer that comes after another's (its lease had ended while the annotator was offline) is kept beside it.
 *
 * @throws project_not_found, record_not_found, round_not_found, already_annotated, key_reused, invalid_input
 */
export async function submitAnnotation(
  { db, queue, actor }: Context,
  { projectId, ...input }: SubmitAnnotation & { projectId: string },
): Promise<Annotation> {
  await getAccess(db, actor, projectId);
  const { recordId, roundId, label, idempotencyKey } = input;
  const { annotation, isNew } = await transaction(db, async (tx) => {
    // Holding the record makes two sendings of one answer wait for each other.
    const [record] = await tx.$queryRaw<{ split: string }[]>`
      SELECT split FROM record WHERE id = ${recordId} AND project_id = ${projectId} FOR UPDATE`;
    if (record?.split !== 'pool')
      throw new DomainError('record_not_found', 'This record is not, or no longer, in the pool of this project.');
    const earlier = await tx.annotation.findUnique({
      where: { annotatorId_idempotencyKey: { annotatorId: actor.id, idempotencyKey } },
    });
    if (earlier) return { annotation: sameAnswer(earlier, input), isNew: false };
    const before = await standingAnswers(tx, recordId);
    if (before.some(({ annotatorId }) => annotatorId === actor.id)) {
      throw new DomainError(
        'already_annotated',
        'You have answered this record already, perhaps in another tab. To change the answer, undo it first.',
      );
    }
    const { modelVersion } = await checkAnswer(tx, { projectId, roundId, label });
    const made = await tx.annotation.create({ data: { ...input, projectId, annotatorId: actor.id, modelVersion } });
    await settleLabel(tx, { recordId, projectId, personId: actor.id }, { before, after: [...before, made] });
    await tx.lease.deleteMany({ where: { recordId, annotatorId: actor.id } });
    await notifyProject(tx, projectId);
    return { annotation: made, isNew: true };
  });
  if (isNew) await startDueRound({ db, queue }, projectId);
  return toAnnotation(annotation);
}

type Row = Prisma.AnnotationGetPayload<object>;

/** The answer that was stored under a key, where it is the one that is sent again. */
function sameAnswer(stored: Row, { recordId, roundId, outcome, label }: SubmitAnnotation): Row {
  const isSame =
    stored.recordId === recordId && stored.roundId === roundId && stored.outcome === outcome && stored.label === label;
  if (isSame) return stored;
  throw new DomainError(
    'key_reused',
    'Another answer of yours has been stored under this key, so this one was not. Make a new key for each answer.',
  );
}

/** @throws round_not_found, invalid_input */
async function checkAnswer(
  tx: Transaction,
  { projectId, roundId, label }: { projectId: string; roundId: string; label: number | null },
) {
  const round = await tx.round.findUnique({
    where: { id: roundId },
    select: { projectId: true, modelVersion: true, project: { select: { classes: true } } },
  });
  if (round?.projectId !== projectId) throw new DomainError('round_not_found', 'This round is not of this project.');
  if (label !== null && label >= (round.project.classes as string[]).length) {
    throw new DomainError(
      'invalid_input',
      'This class does not exist in the project. Reload the page to see its classes.',
    );
  }
  return round;
}
