import type { AddingOptions } from '@querent/contracts';
import type { Transaction } from '@querent/db';
import { type BroughtLabel, bringLabels } from '../labels/settle-label.js';
import { columnOf, jsonColumnOf } from '../records/column-of.js';
import { moveCounts } from '../records/counts.js';
import { newId } from '../records/new-id.js';
import type { Answered, Taken } from './take-records.js';
import { writeAnswers, writeKey } from './write-answers.js';

/** Where records go, and what their labels are. */
export interface Added {
  projectId: string;
  importId: string | null;
  how: Pick<AddingOptions, 'labels' | 'source'>;
}

/** A record on its way into its row. */
interface Row {
  id: string;
  index: number;
  one: Taken;
}

interface LabelledRow extends Row {
  one: Taken & { answered: Answered };
}

const isLabelled = (row: Row): row is LabelledRow => row.one.answered !== null;
const isMeasured = ({ one }: Row) => one.split === 'holdout';

/**
 * Writes records that are not there yet, with their labels. Whole columns go to the database, since a row at a time takes it
 * ten times as long. Call it with the project locked.
 *
 * @param start index of the first
 */
export async function keepNew(tx: Transaction, added: Added, start: number, fresh: Taken[]): Promise<void> {
  if (fresh.length === 0) return;
  const { projectId, how } = added;
  const rows = fresh.map((one, offset): Row => ({ id: newId(), index: start + offset, one }));
  const labelled = rows.filter(isLabelled);
  const measured = labelled.filter(isMeasured);
  const learned = labelled.filter((row) => !isMeasured(row));
  await tx.project.update({ where: { id: projectId }, data: { nextIndex: start + rows.length } });
  const isHidden = (row: Row) => how.labels === 'key' && !isMeasured(row);
  await writeRecords(tx, added, rows, (row) => isLabelled(row) && !isHidden(row));
  if (how.labels === 'key') {
    await writeKey(tx, learned.map(toLabel));
    await bringLabels(tx, projectId, measured.map(toLabel), { isNew: false, isMarked: true });
  } else {
    const answer = (some: LabelledRow[]) => writeAnswers(tx, projectId, how.source, some.map(toLabel));
    await bringLabels(tx, projectId, await answer(measured), { isNew: false, isMarked: true });
    await bringLabels(tx, projectId, await answer(learned), { isNew: true, isMarked: true });
  }
  await moveCounts(
    tx,
    { projectId, personId: null },
    { records: rows.length, holdout: measured.length, labelled: how.labels === 'key' ? 0 : learned.length },
  );
}

const toLabel = ({ id: recordId, one: { answered } }: LabelledRow): BroughtLabel => ({
  recordId,
  answer: answered.answer,
  answerKey: answered.answerKey,
});

async function writeRecords(
  tx: Transaction,
  { projectId, importId }: Added,
  rows: Row[],
  hasLabel: (row: Row) => boolean,
): Promise<void> {
  const given = rows.map(({ one }) => one);
  await tx.$executeRaw`
    INSERT INTO record (id, project_id, import_id, external_id, index, name, split, content, object_key, content_hash,
                        near_hash, metadata, has_label)
    SELECT id, ${projectId}, ${importId}, external_id, ${rows[0]!.index} + place - 1, name, split::split, content::jsonb,
           object_key, content_hash, near_hash, metadata::jsonb, has_label::bool
    FROM unnest(${columnOf(rows.map(({ id }) => id))}, ${columnOf(given.map(({ externalId }) => externalId))},
                ${columnOf(rows.map(nameOf))}, ${columnOf(given.map(({ split }) => split ?? 'pool'))},
                ${jsonColumnOf(given.map(({ content }) => content))}, ${columnOf(given.map(({ objectKey }) => objectKey))},
                ${columnOf(given.map(({ contentHash }) => contentHash))},
                ${columnOf(given.map(({ nearHash = null }) => nearHash))},
                ${jsonColumnOf(given.map(({ metadata }) => metadata))}, ${columnOf(rows.map((row) => String(hasLabel(row))))})
      WITH ORDINALITY
      AS given (id, external_id, name, split, content, object_key, content_hash, near_hash, metadata, has_label, place)`;
}

const nameOf = ({ index, one }: Row) => one.name ?? one.externalId ?? `record ${index + 1}`;
