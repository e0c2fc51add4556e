import { ProjectSettings } from '@querent/contracts';
import { randomHoldout } from '@querent/core/loop/rounds';
import { jsonOf, notifyProject, Prisma, type Transaction, transaction } from '@querent/db';
import type { SystemContext } from '../context/context.js';
import { databaseTime } from '../context/database-time.js';
import { bringLabels, keepForMeasuring } from '../labels/settle-label.js';
import { moveCounts } from '../records/counts.js';
import { isCopyOfHoldout } from '../records/near-copies.js';
import { openColdStart } from '../rounds/open-cold-start.js';

/**
 * Draws the holdout at random among the records whose answer is known, and opens the cold start where that needs no features:
 * before this nobody can be asked anything, so the holdout is drawn before the first question. It happens once, and follows
 * from the seed.
 *
 * @returns whether it had happened before
 */
export async function beginLabelling({ db }: Pick<SystemContext, 'db'>, projectId: string): Promise<boolean> {
  return transaction(db, async (tx) => {
    await tx.$queryRaw`SELECT id FROM project WHERE id = ${projectId} FOR NO KEY UPDATE`;
    const { begunAt, nextIndex, holdout, ...project } = await tx.project.findUniqueOrThrow({
      where: { id: projectId },
    });
    if (begunAt) return true;
    if (nextIndex === 0) return false;
    const settings = ProjectSettings.parse(project.settings);
    await drawHoldout(tx, { projectId, seed: settings.seed, wanted: holdout });
    await tx.project.update({ where: { id: projectId }, data: { begunAt: await databaseTime(tx) } });
    await openColdStart(tx, projectId);
    await notifyProject(tx, projectId);
    return false;
  });
}

export const hasBegun = async ({ db }: { db: Transaction }, projectId: string): Promise<boolean> =>
  (await db.project.count({ where: { id: projectId, begunAt: { not: null } } })) > 0;

interface Wanted {
  projectId: string;
  seed: number;
  wanted: number;
}

/** Those that came as holdout count. What is the same as one of the holdout but for case and space is kept there with it. */
async function drawHoldout(tx: Transaction, { projectId, seed, wanted }: Wanted): Promise<void> {
  const missing = wanted - (await tx.record.count({ where: { projectId, split: 'holdout', removedAt: null } }));
  if (missing > 0) {
    const [{ known }] = await tx.$queryRaw<[{ known: number }]>`
      SELECT count(*)::int AS known FROM (${knownRecords(projectId)}) AS record`;
    await keepAside(tx, projectId, await recordsAt(tx, projectId, randomHoldout(known, seed, missing)));
  }
  await keepAside(tx, projectId, await copiesOf(tx, projectId));
}

interface Drawn {
  id: string;
  hasLabel: boolean;
}

async function keepAside(tx: Transaction, projectId: string, drawn: Drawn[]): Promise<void> {
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

/** The records whose answer is known, from which the holdout is drawn: of those that are near copies, the first. */
const knownRecords = (projectId: string) => Prisma.sql`
  WITH known AS (
    SELECT id, has_label, index, near_hash FROM record
    WHERE project_id = ${projectId} AND split = 'pool' AND removed_at IS NULL
      AND (has_label OR EXISTS (SELECT 1 FROM oracle_answer WHERE record_id = record.id)))
  SELECT id, has_label, index FROM known
  WHERE NOT EXISTS (SELECT 1 FROM known earlier WHERE earlier.near_hash = known.near_hash AND earlier.index < known.index)`;

/** Those at some places among them: of a million, the others stay in the database. */
const recordsAt = (tx: Transaction, projectId: string, places: number[]) =>
  tx.$queryRaw<Drawn[]>`
    SELECT id, has_label AS "hasLabel"
    FROM (SELECT id, has_label, row_number() OVER (ORDER BY index) - 1 AS place
          FROM (${knownRecords(projectId)}) AS record) AS placed
    WHERE place = ANY(${places}::bigint[])`;

/** Those of the pool that are the same as one of the holdout but for case and space, with an answer or without. */
const copiesOf = (tx: Transaction, projectId: string) =>
  tx.$queryRaw<Drawn[]>`
    SELECT id, has_label AS "hasLabel" FROM record
    WHERE project_id = ${projectId} AND split = 'pool' AND removed_at IS NULL AND ${isCopyOfHoldout}`;
