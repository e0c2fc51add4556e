import { jsonOf, type Prisma, type Transaction } from '@querent/db';
import { columnOf, jsonColumnOf } from '../records/column-of.js';
import { moveCounts } from '../records/counts.js';

/** An answer to a record that has not been taken back. */
export interface StandingAnswer {
  id: string;
  answer: unknown;
  /** Null of a skip. */
  answerKey: string | null;
}

/** The earliest first. */
export const IN_ORDER: Prisma.AnnotationOrderByWithRelationInput[] = [{ createdAt: 'asc' }, { id: 'asc' }];

/** The answers to a record that stand. */
export const standingAnswers = (tx: Transaction, recordId: string): Promise<Prisma.AnnotationGetPayload<object>[]> =>
  tx.annotation.findMany({ where: { recordId, undoneAt: null }, orderBy: IN_ORDER });

/** Locks a record that exists. @returns whether it has been taken out of its project */
export async function lockRecord(tx: Transaction, recordId: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<[{ isRemoved: boolean }]>`
    SELECT removed_at IS NOT NULL AS "isRemoved" FROM record WHERE id = ${recordId} FOR UPDATE`;
  return row.isRemoved;
}

interface SettledRecord {
  recordId: string;
  projectId: string;
  /** Whose answer came or went; null for one that was brought along. */
  personId: string | null;
  /** Answers that a record is to have. */
  overlap: number;
  /** Whether it has been taken out of its project, whose counts then know nothing of it. */
  isRemoved: boolean;
}

/**
 * Makes the label of a record follow from its answers, and with it everything that says whether the record is answered: its
 * marks in the pool and in rankings, the hands it is in, and the counts of its project. This file alone writes labels.
 *
 * Once a record has as many answers as its project asks for, the one that most of them give counts, of several the earliest.
 * Call it with the record's row locked.
 */
export async function settleLabel(
  tx: Transaction,
  { recordId, projectId, personId, overlap, isRemoved }: SettledRecord,
  { before, after }: { before: StandingAnswer[]; after: StandingAnswer[] },
): Promise<void> {
  const [was, is] = [winnerOf(before, overlap), winnerOf(after, overlap)];
  if (was?.id !== is?.id || was?.agreement !== is?.agreement) {
    if (was) await tx.label.deleteMany({ where: { recordId } });
    if (is) {
      const { id: annotationId, answer, answerKey, agreement } = is;
      const origin = overlap > 1 ? 'consensus' : 'single';
      await tx.label.create({
        data: {
          recordId,
          projectId,
          answer: jsonOf(answer),
          answerKey,
          annotationId,
          origin,
          agreement,
          isNew: !isRemoved,
        },
      });
    }
  }
  if (!was !== !is) await markAnswered(tx, recordId, is !== null);
  const tally = (answers: StandingAnswer[]) => (isRemoved ? NOTHING : tallyOf(answers, overlap));
  const [from, to] = [tally(before), tally(after)];
  await moveCounts(
    tx,
    { projectId, personId },
    {
      labelled: to.labelled - from.labelled,
      skipped: to.skipped - from.skipped,
      answered: after.length - before.length,
    },
  );
}

async function markAnswered(tx: Transaction, recordId: string, hasLabel: boolean): Promise<void> {
  await tx.$executeRaw`
    WITH ranked AS (UPDATE ranking_entry SET has_label = ${hasLabel} WHERE record_id = ${recordId}),
         freed AS (DELETE FROM lease WHERE record_id = ${recordId} AND ${hasLabel})
    UPDATE record SET has_label = ${hasLabel} WHERE id = ${recordId}`;
}

interface Winner {
  id: string;
  answer: unknown;
  answerKey: string;
  agreement: number | null;
}

function winnerOf(answers: StandingAnswer[], overlap: number): Winner | null {
  const given = answers.flatMap(({ id, answer, answerKey }) => (answerKey === null ? [] : [{ id, answer, answerKey }]));
  if (given.length < overlap) return null;
  const votes = (key: string) => given.filter(({ answerKey }) => answerKey === key).length;
  const [first, ...others] = given;
  if (!first) return null;
  if (overlap === 1) return { ...first, agreement: null };
  const best = others.reduce((winner, one) => (votes(one.answerKey) > votes(winner.answerKey) ? one : winner), first);
  return { ...best, agreement: votes(best.answerKey) / given.length };
}

const NOTHING = { labelled: 0, skipped: 0 };

/** What a record adds to the counts of its project. */
function tallyOf(answers: StandingAnswer[], overlap: number): typeof NOTHING {
  const labelled = winnerOf(answers, overlap) ? 1 : 0;
  return { labelled, skipped: !labelled && answers.length > 0 ? 1 : 0 };
}

/** A label that comes with its record, or is the truth that models are measured by. */
export interface BroughtLabel {
  recordId: string;
  answer: object;
  answerKey: string;
  annotationId?: string | null;
}

interface HowBrought {
  /** Whether models are to learn from them: not from those of the holdout. */
  isNew: boolean;
  /** Whether the records say already that they have one: they were written with it, and nobody has them in a ranking. */
  isMarked: boolean;
}

/** Labels of many records that had none, which nobody has in hand. The counts of the project are moved by whoever calls. */
export async function bringLabels(
  tx: Transaction,
  projectId: string,
  labels: BroughtLabel[],
  { isNew, isMarked }: HowBrought,
): Promise<void> {
  if (labels.length === 0) return;
  const recordIds = labels.map(({ recordId }) => recordId);
  await tx.$executeRaw`
    INSERT INTO label (record_id, project_id, answer, answer_key, annotation_id, origin, is_new)
    SELECT record_id, ${projectId}, answer::jsonb, answer_key, annotation_id, 'import', ${isNew}
    FROM unnest(${columnOf(recordIds)}, ${jsonColumnOf(labels.map(({ answer }) => answer))},
                ${columnOf(labels.map(({ answerKey }) => answerKey))},
                ${columnOf(labels.map(({ annotationId = null }) => annotationId))})
      AS given (record_id, answer, answer_key, annotation_id)`;
  if (isMarked) return;
  await tx.$executeRaw`UPDATE record SET has_label = true WHERE id = ANY(${recordIds})`;
  await tx.$executeRaw`UPDATE ranking_entry SET has_label = true WHERE record_id = ANY(${recordIds})`;
}

/** The labels of records that are measured on from now on: no model learns from them. */
export const keepForMeasuring = (tx: Transaction, recordIds: string[]) =>
  tx.$executeRaw`UPDATE label SET is_new = false WHERE record_id = ANY(${recordIds})`;

/** Labels that a model has learned from are no news any more, those that come back are. */
export const markNew = (tx: Transaction, where: Prisma.LabelWhereInput, isNew: boolean) =>
  tx.label.updateMany({ where, data: { isNew } });
