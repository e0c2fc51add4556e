import { ProjectSettings } from '@querent/contracts';
import { randomHoldout } from '@querent/core/loop/rounds';
import { jsonOf, notifyProject, type Transaction, transaction } from '@querent/db';
import type { SystemContext } from '../context/context.js';
import { databaseTime } from '../context/database-time.js';
import { bringLabels, keepForMeasuring } from '../labels/settle-label.js';
import { moveCounts } from '../records/counts.js';
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

/** Those that came as holdout count. */
async function drawHoldout(tx: Transaction, { projectId, seed, wanted }: Wanted): Promise<void> {
  const given = await tx.record.count({ where: { projectId, split: 'holdout', removedAt: null } });
  const known = await tx.record.findMany({
    where: { projectId, split: 'pool', removedAt: null, OR: [{ oracleAnswer: { isNot: null } }, { hasLabel: true }] },
    select: { id: true, hasLabel: true, oracleAnswer: true },
    orderBy: { index: 'asc' },
  });
  const drawn = randomHoldout(known.length, seed, wanted - given).map((place) => known[place]!);
  if (drawn.length === 0) return;
  const ids = drawn.map(({ id }) => id);
  await tx.record.updateMany({ where: { id: { in: ids } }, data: { split: 'holdout' } });
  const answered = drawn.filter(({ hasLabel }) => hasLabel);
  await keepForMeasuring(
    tx,
    answered.map(({ id }) => id),
  );
  const fromKey = drawn.flatMap(({ hasLabel, oracleAnswer }) => (hasLabel || !oracleAnswer ? [] : [oracleAnswer]));
  await bringLabels(
    tx,
    projectId,
    fromKey.map(({ recordId, answer, answerKey }) => ({ recordId, answer: jsonOf(answer), answerKey })),
    false,
  );
  await moveCounts(tx, { projectId, personId: null }, { holdout: drawn.length, labelled: -answered.length });
}
