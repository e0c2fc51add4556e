import { holdoutOrder } from '@querent/core/loop/rounds';
import { jsonOf, type Transaction } from '@querent/db';
import { bringLabels, keepForMeasuring } from '../labels/settle-label.js';
import { moveCounts } from '../records/counts.js';
import { isCopyOfHoldout } from '../records/near-copies.js';

interface Wanted {
  projectId: string;
  seed: number;
  /** Records there are. */
  total: number;
  /** Records to measure on; those that came as such count. */
  wanted: number;
}

interface Known {
  id: string;
  hasLabel: boolean;
  nearHash: string | null;
}

/** Records that are looked up at once. */
const MOST_AT_ONCE = 50_000;

/**
 * Keeps records to measure on, at random among those whose answer is known, with what is the same as one of them but for case
 * and space. Call it with the project locked.
 */
export async function drawHoldout(tx: Transaction, { projectId, seed, total, wanted }: Wanted): Promise<void> {
  const missing = wanted - (await tx.record.count({ where: { projectId, split: 'holdout', removedAt: null } }));
  if (missing > 0) await keepAside(tx, projectId, await draw(tx, { projectId, seed, total, wanted: missing }));
  await keepAside(tx, projectId, await copiesOf(tx, projectId));
}

/** At most half of the contents, so that something is left to learn from: of a million, no more are looked at than that takes. */
async function draw(tx: Transaction, { projectId, seed, total, wanted }: Wanted): Promise<Known[]> {
  const order = holdoutOrder(total, seed);
  const enough = 2 * wanted;
  const drawn = new Map<string, Known>();
  for (let start = 0, count = Math.min(enough, MOST_AT_ONCE); start < total && drawn.size < enough; ) {
    const rows = await knownAmong(tx, projectId, order.subarray(start, start + count));
    for (const row of rows) {
      const content = row.nearHash ?? row.id;
      if (!drawn.has(content)) drawn.set(content, row);
    }
    start += count;
    count = Math.min(2 * count, MOST_AT_ONCE);
  }
  return [...drawn.values()].slice(0, Math.min(wanted, Math.floor(drawn.size / 2)));
}

/** Those of the pool with an answer. @param indices [N] in whose order they come */
const knownAmong = (tx: Transaction, projectId: string, indices: Int32Array) =>
  tx.$queryRaw<Known[]>`
    SELECT id, has_label AS "hasLabel", near_hash AS "nearHash"
    FROM unnest(string_to_array(${indices.join()}, ',')::int[]) WITH ORDINALITY AS given (index, place)
    JOIN record ON project_id = ${projectId} AND record.index = given.index
    WHERE split = 'pool' AND removed_at IS NULL
      AND (has_label OR EXISTS (SELECT 1 FROM oracle_answer WHERE record_id = record.id))
    ORDER BY place`;

/** Those of the pool that are the same as one of the holdout but for case and space, with an answer or without. */
const copiesOf = (tx: Transaction, projectId: string) =>
  tx.$queryRaw<Known[]>`
    SELECT id, has_label AS "hasLabel", near_hash AS "nearHash" FROM record
    WHERE project_id = ${projectId} AND split = 'pool' AND removed_at IS NULL AND ${isCopyOfHoldout}`;

async function keepAside(tx: Transaction, projectId: string, drawn: Known[]): Promise<void> {
  if (drawn.length === 0) return;
  await tx.$executeRaw`UPDATE record SET split = 'holdout' WHERE id = ANY(${drawn.map(({ id }) => id)})`;
  const answered = drawn.filter(({ hasLabel }) => hasLabel).map(({ id }) => id);
  await keepForMeasuring(tx, answered);
  const fromKey = drawn.filter(({ hasLabel }) => !hasLabel).map(({ id }) => id);
  const key = await tx.oracleAnswer.findMany({ where: { recordId: { in: fromKey } } });
  await bringLabels(
    tx,
    projectId,
    key.map(({ recordId, answer, answerKey }) => ({ recordId, answer: jsonOf(answer), answerKey })),
    { isNew: false, isMarked: false },
  );
  await moveCounts(tx, { projectId, personId: null }, { holdout: drawn.length, labelled: -answered.length });
}
