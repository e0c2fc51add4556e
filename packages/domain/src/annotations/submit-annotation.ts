import type { Annotation, SubmitAnnotation } from '@querent/contracts';
import { notifyProject, type Prisma, type Transaction, transaction } from '@querent/db';
import { getAccess } from '../context/access.js';
import type { Context } from '../context/context.js';
import { DomainError } from '../errors.js';
import { IN_ORDER, settleLabel } from '../labels/settle-label.js';
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
    const record = await lockRecord(tx, { projectId, recordId, roundId });
    const { earlier, before } = await answersTo(tx, { recordId, annotatorId: actor.id, idempotencyKey });
    if (earlier) return { annotation: sameAnswer(earlier, input), isNew: false };
    if (before.some(({ annotatorId }) => annotatorId === actor.id)) {
      throw new DomainError(
        'already_annotated',
        'You have answered this record already, perhaps in another tab. To change the answer, undo it first.',
      );
    }
    checkAnswer(record, label);
    const { modelVersion } = record;
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

interface LockedRecord {
  isRoundHere: boolean;
  modelVersion: string | null;
  classes: number;
}

/** Holding the record makes two sendings of one answer wait for each other. @throws record_not_found */
async function lockRecord(
  tx: Transaction,
  { projectId, recordId, roundId }: { projectId: string; recordId: string; roundId: string },
): Promise<LockedRecord> {
  const [record] = await tx.$queryRaw<(LockedRecord & { split: string })[]>`
    SELECT record.split, round.id IS NOT NULL AS "isRoundHere", round.model_version AS "modelVersion",
           jsonb_array_length(project.classes) AS classes
    FROM record
    JOIN project ON project.id = record.project_id
    LEFT JOIN round ON round.id = ${roundId} AND round.project_id = record.project_id
    WHERE record.id = ${recordId} AND record.project_id = ${projectId}
    FOR UPDATE OF record`;
  if (record?.split !== 'pool')
    throw new DomainError('record_not_found', 'This record is not, or no longer, in the pool of this project.');
  return record;
}

/** The answer that has been stored under the key, and the answers to the record that stand. */
async function answersTo(
  tx: Transaction,
  { recordId, annotatorId, idempotencyKey }: { recordId: string; annotatorId: string; idempotencyKey: string },
): Promise<{ earlier: Row | null; before: Row[] }> {
  const rows = await tx.annotation.findMany({
    where: {
      OR: [
        { annotatorId, idempotencyKey },
        { recordId, undoneAt: null },
      ],
    },
    orderBy: IN_ORDER,
  });
  return {
    earlier: rows.find((row) => row.annotatorId === annotatorId && row.idempotencyKey === idempotencyKey) ?? null,
    before: rows.filter((row) => row.recordId === recordId && row.undoneAt === null),
  };
}

/** The answer that was stored under a key, where it is the one that is sent again. @throws key_reused */
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
function checkAnswer({ isRoundHere, classes }: LockedRecord, label: number | null): void {
  if (!isRoundHere) throw new DomainError('round_not_found', 'This round is not of this project.');
  if (label === null || label < classes) return;
  throw new DomainError(
    'invalid_input',
    'This class does not exist in the project. Reload the page to see its classes.',
  );
}
