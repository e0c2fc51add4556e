import type { Transaction } from '@querent/db';
import { type BroughtLabel, bringLabels } from '../labels/settle-label.js';
import { moveCounts } from '../records/counts.js';
import { newId } from '../records/new-id.js';
import type { HowAdded } from './add-batch.js';
import type { Answered, Taken } from './take-records.js';

interface Added {
  projectId: string;
  importId: string | null;
  how: HowAdded;
}

/** A record on its way into its row. */
interface Row extends Taken {
  id: string;
  index: number;
}

interface LabelledRow extends Row {
  answered: Answered;
}

const isLabelled = (row: Row): row is LabelledRow => row.answered !== null;

/**
 * Writes records that are not there yet, with their labels. Whole columns go to the database, since a row at a time takes it
 * ten times as long. Call it with the project locked.
 *
 * @param start index of the first
 */
export async function keepNew(tx: Transaction, added: Added, start: number, fresh: Taken[]): Promise<void> {
  if (fresh.length === 0) return;
  const { projectId, how } = added;
  const rows = fresh.map((one, offset): Row => ({ ...one, id: newId(), index: start + offset }));
  const labelled = rows.filter(isLabelled);
  const measured = labelled.filter(({ split }) => split === 'holdout');
  const learned = labelled.filter(({ split }) => split !== 'holdout');
  await tx.project.update({ where: { id: projectId }, data: { nextIndex: start + rows.length } });
  const isHidden = ({ split }: Row) => how.labels === 'key' && split !== 'holdout';
  await writeRecords(tx, added, rows, (row) => row.answered !== null && !isHidden(row));
  if (how.labels === 'key') {
    await writeKey(tx, learned);
    await bringLabels(tx, projectId, measured.map(toLabel), { isNew: false, isMarked: true });
  } else {
    const ids = await writeAnswers(tx, projectId, how.source, labelled);
    const withAnswer = (row: LabelledRow) => ({ ...toLabel(row), annotationId: ids.get(row.id)! });
    await bringLabels(tx, projectId, measured.map(withAnswer), { isNew: false, isMarked: true });
    await bringLabels(tx, projectId, learned.map(withAnswer), { isNew: true, isMarked: true });
  }
  await moveCounts(
    tx,
    { projectId, personId: null },
    { records: rows.length, holdout: measured.length, labelled: how.labels === 'key' ? 0 : learned.length },
  );
}

const toLabel = ({ id: recordId, answered: { answer, answerKey } }: LabelledRow): BroughtLabel => ({
  recordId,
  answer,
  answerKey,
});
const jsonOfEach = (values: unknown[]) => values.map((value) => JSON.stringify(value));

async function writeRecords(
  tx: Transaction,
  { projectId, importId }: Added,
  rows: Row[],
  hasLabel: (row: Row) => boolean,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO record (id, project_id, import_id, external_id, index, name, split, content, object_key, content_hash,
                        metadata, has_label)
    SELECT id, ${projectId}, ${importId}, external_id, index, name, split::split, content, object_key, content_hash,
           metadata, has_label
    FROM unnest(${rows.map(({ id }) => id)}::text[], ${rows.map(({ externalId }) => externalId)}::text[],
                ${rows.map(({ index }) => index)}::int[], ${rows.map(nameOf)}::text[],
                ${rows.map(({ split }) => split ?? 'pool')}::text[], ${jsonOfEach(rows.map(({ content }) => content))}::jsonb[],
                ${rows.map(({ objectKey }) => objectKey)}::text[], ${rows.map(({ contentHash }) => contentHash)}::text[],
                ${jsonOfEach(rows.map(({ metadata }) => metadata))}::jsonb[], ${rows.map(hasLabel)}::bool[])
      AS given (id, external_id, index, name, split, content, object_key, content_hash, metadata, has_label)`;
}

const nameOf = ({ name, externalId, index }: Row) => name ?? externalId ?? `record ${index + 1}`;

/** Answers that stay hidden. */
async function writeKey(tx: Transaction, rows: LabelledRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO oracle_answer (record_id, answer, answer_key)
    SELECT * FROM unnest(${rows.map(({ id }) => id)}::text[], ${jsonOfEach(rows.map(({ answered }) => answered.answer))}::jsonb[],
                         ${rows.map(({ answered }) => answered.answerKey)}::text[])`;
}

/** Answers of a named source. @returns the id of each record's */
async function writeAnswers(
  tx: Transaction,
  projectId: string,
  sourceName: string,
  rows: LabelledRow[],
): Promise<Map<string, string>> {
  const ids = rows.map(() => newId());
  if (rows.length > 0)
    await tx.$executeRaw`
      INSERT INTO annotation (id, project_id, record_id, answer, answer_key, source, source_name, outcome, seconds,
                              idempotency_key)
      SELECT id, ${projectId}, record_id, answer, answer_key, 'import', ${sourceName}, 'label', 0, gen_random_uuid()::text
      FROM unnest(${ids}::text[], ${rows.map(({ id }) => id)}::text[],
                  ${jsonOfEach(rows.map(({ answered }) => answered.answer))}::jsonb[],
                  ${rows.map(({ answered }) => answered.answerKey)}::text[]) AS given (id, record_id, answer, answer_key)`;
  return new Map(rows.map(({ id }, at) => [id, ids[at]!]));
}
