import type { Transaction } from '@querent/db';
import type { BroughtLabel } from '../labels/settle-label.js';
import { columnOf, jsonColumnOf } from '../records/column-of.js';
import { newId } from '../records/new-id.js';

/** Answers that stay hidden, of records that have none. */
export async function writeKey(tx: Transaction, answers: BroughtLabel[]): Promise<void> {
  if (answers.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO oracle_answer (record_id, answer, answer_key)
    SELECT record_id, answer::jsonb, answer_key
    FROM unnest(${columnOf(answers.map(({ recordId }) => recordId))}, ${jsonColumnOf(answers.map(({ answer }) => answer))},
                ${columnOf(answers.map(({ answerKey }) => answerKey))}) AS given (record_id, answer, answer_key)`;
}

/** Answers of a named source. @returns the labels that they are, each with its answer's id */
export async function writeAnswers(
  tx: Transaction,
  projectId: string,
  sourceName: string,
  answers: BroughtLabel[],
): Promise<BroughtLabel[]> {
  const ids = answers.map(() => newId());
  if (answers.length > 0)
    await tx.$executeRaw`
      INSERT INTO annotation (id, project_id, record_id, answer, answer_key, source, source_name, outcome, seconds,
                              idempotency_key)
      SELECT id, ${projectId}, record_id, answer::jsonb, answer_key, 'import', ${sourceName}, 'label', 0,
             gen_random_uuid()::text
      FROM unnest(${columnOf(ids)}, ${columnOf(answers.map(({ recordId }) => recordId))},
                  ${jsonColumnOf(answers.map(({ answer }) => answer))},
                  ${columnOf(answers.map(({ answerKey }) => answerKey))}) AS given (id, record_id, answer, answer_key)`;
  return answers.map((one, at) => ({ ...one, annotationId: ids[at]! }));
}
