import type { Annotation, SubmitAnnotation } from '@querent/contracts';
import { notifyProject, type Prisma, type Transaction, transaction } from '@querent/db';
import { getAccess } from '../context/access.js';
import type { Context } from '../context/context.js';
import { DomainError } from '../errors.js';
import { IN_ORDER, settleLabel } from '../labels/settle-label.js';
import { startDueRound } from '../rounds/next-round.js';
import { checkAnswer, type ProjectTask, taskSelect, toProjectTask } from '../tasks/project-task.js';
import { toAnnotation } from './annotation.js';

/**
 * Stores an answer once, whatever is pressed, sent or lost twice. A record that has as many answers as its project asks for
 * has its label; an answer that comes after that (its lease had ended while the annotator was offline) is kept beside it.
 *
 * @throws project_not_found, record_not_found, round_not_found, already_annotated, key_reused, invalid_input
 */
export async function submitAnnotation(
  { db, queue, actor }: Context,
  { projectId, answer: given, label, ...input }: SubmitAnnotation & { projectId: string },
): Promise<Annotation> {
  await getAccess(db, actor, projectId);
  const { recordId, roundId, idempotencyKey } = input;
  const unverified = given ?? answerOfPlace(projectId, label ?? null);
  const { annotation, isNew } = await transaction(db, async (tx) => {
    const { isRoundHere, modelVersion } = await lockRecord(tx, { projectId, recordId, roundId });
    const { overlap, ...project } = await tx.project.findUniqueOrThrow({
      where: { id: projectId },
      select: { overlap: true, ...taskSelect },
    });
    const task = toProjectTask(project);
    const { earlier, before } = await answersTo(tx, { recordId, annotatorId: actor.id, idempotencyKey });
    if (earlier) return { annotation: sameAnswer(earlier, input, keyOf(task, unverified)), isNew: false };
    if (before.some(({ annotatorId }) => annotatorId === actor.id)) {
      throw new DomainError(
        'already_annotated',
        'You have answered this record already, perhaps in another tab. To change the answer, undo it first.',
      );
    }
    if (!isRoundHere) throw new DomainError('round_not_found', 'This round is not of this project.');
    const checked = unverified === null ? {} : checkAnswer(task, unverified);
    const data = { ...input, ...checked, projectId, annotatorId: actor.id, modelVersion };
    const made = await tx.annotation.create({ data });
    const settled = { recordId, projectId, personId: actor.id, overlap, isRemoved: false }; // nobody answers a removed one
    await settleLabel(tx, settled, { before, after: [...before, made] });
    await tx.lease.deleteMany({ where: { recordId, annotatorId: actor.id } });
    await notifyProject(tx, projectId);
    return { annotation: made, isNew: true };
  });
  if (isNew) await startDueRound({ db, queue }, projectId);
  return toAnnotation(annotation);
}

type Row = Prisma.AnnotationGetPayload<object>;

/** Pages of version 0.2 knew the places of classes; those that were there then carry them in their ids. */
const answerOfPlace = (projectId: string, place: number | null) =>
  place === null ? null : { classId: `${projectId}-${place}` };

interface LockedRecord {
  isRoundHere: boolean;
  modelVersion: string | null;
}

/** Holding the record makes two sendings of one answer wait for each other. @throws record_not_found */
async function lockRecord(
  tx: Transaction,
  { projectId, recordId, roundId }: { projectId: string; recordId: string; roundId: string },
): Promise<LockedRecord> {
  const [record] = await tx.$queryRaw<(LockedRecord & { isAsked: boolean })[]>`
    SELECT record.split = 'pool' AND record.removed_at IS NULL AS "isAsked", round.id IS NOT NULL AS "isRoundHere",
           model.version AS "modelVersion"
    FROM record
    LEFT JOIN round ON round.id = ${roundId} AND round.project_id = record.project_id
    LEFT JOIN model ON model.round_id = round.id
    WHERE record.id = ${recordId} AND record.project_id = ${projectId}
    FOR UPDATE OF record`;
  if (!record?.isAsked)
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

/** What makes an answer equal to the one that is stored; undefined where it is none of the task's. */
function keyOf({ kind }: ProjectTask, unverified: unknown): string | null | undefined {
  if (unverified === null) return null;
  const parsed = kind.answer.safeParse(unverified);
  return parsed.success ? kind.keyOf(parsed.data) : undefined;
}

type Sent = Pick<SubmitAnnotation, 'recordId' | 'roundId' | 'outcome'>;

/** The answer that was stored under a key, where it is the one that is sent again. @throws key_reused */
function sameAnswer(stored: Row, { recordId, roundId, outcome }: Sent, answerKey: string | null | undefined): Row {
  const isSame =
    stored.recordId === recordId &&
    stored.roundId === roundId &&
    stored.outcome === outcome &&
    stored.answerKey === answerKey;
  if (isSame) return stored;
  throw new DomainError(
    'key_reused',
    'Another answer of yours has been stored under this key, so this one was not. Make a new key for each answer.',
  );
}
