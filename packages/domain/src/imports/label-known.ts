import { Prisma, type Transaction } from '@querent/db';
import { type BroughtLabel, bringLabels } from '../labels/settle-label.js';
import { moveCounts } from '../records/counts.js';
import type { Added } from './keep-new.js';
import { writeAnswers, writeKey } from './write-answers.js';

/** Of a row of `record`: whether it may take the label of a copy. */
export const MAY_TAKE = Prisma.sql`(split = 'pool' AND NOT has_label
  AND NOT EXISTS (SELECT 1 FROM oracle_answer WHERE record_id = record.id)
  AND NOT EXISTS (SELECT 1 FROM annotation WHERE record_id = record.id AND undone_at IS NULL)
  AND NOT EXISTS (SELECT 1 FROM lease WHERE record_id = record.id AND expires_at > now()))`;

/**
 * Of records, those that may take the label of a copy: nobody has answered, skipped or holds them, no answer of theirs is
 * known, and no model is measured on them. They are locked until the transaction ends, so that nobody is asked meanwhile.
 */
export async function lockUnasked(tx: Transaction, recordIds: string[]): Promise<Set<string>> {
  if (recordIds.length === 0) return new Set();
  // Two statements: what the first has waited for, the second sees.
  await tx.$executeRaw`SELECT id FROM record WHERE id = ANY(${recordIds}) ORDER BY id FOR UPDATE`;
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM record WHERE id = ANY(${recordIds}) AND ${MAY_TAKE}`;
  return new Set(rows.map(({ id }) => id));
}

/** Gives records that `lockUnasked` has found their first label. */
export async function labelKnown(tx: Transaction, { projectId, how }: Added, labels: BroughtLabel[]): Promise<void> {
  if (labels.length === 0) return;
  if (how.labels === 'key') return writeKey(tx, labels);
  const answers = await writeAnswers(tx, projectId, how.source, labels);
  await bringLabels(tx, projectId, answers, { isNew: true, isMarked: false });
  await moveCounts(tx, { projectId, personId: null }, { labelled: labels.length });
}
