import { ProjectSettings } from '@querent/contracts';
import { permutation } from '@querent/core/tensors';
import { type Db, notifyProject } from '@querent/db';
import { DomainError } from '../errors.js';
import { openRound } from '../rounds/open-round.js';
import { rankingLength } from '../rounds/run-round.js';

/** Streams of one seed that must not be the same numbers. */
const HOLDOUT = 1;
const COLD_START = 2;

/**
 * Draws the holdout at random and opens the cold start, in the transaction that ends the import: before it nobody can be
 * asked anything, so the holdout is drawn before the first query.
 *
 * @throws import_failed where no record could be read
 */
export async function finishImport(db: Db, importId: string): Promise<void> {
  const row = await db.import.findUniqueOrThrow({ where: { id: importId }, include: { project: true } });
  const { projectId } = row;
  const settings = ProjectSettings.parse(row.project.settings);
  const { holdout: wanted = 0 } = row.options as { holdout?: number };
  await db.$transaction(async (tx) => {
    const answered = await tx.oracleAnswer.findMany({
      where: { record: { projectId } },
      select: { recordId: true, label: true, record: { select: { index: true } } },
      orderBy: { record: { index: 'asc' } },
    });
    const total = await tx.record.count({ where: { projectId } });
    if (total === 0)
      throw new DomainError('import_failed', 'None of the records could be read. See the list of what was left out.');
    const order = permutation(answered.length, settings.seed, HOLDOUT);
    const chosen = Array.from(
      order.subarray(0, Math.min(wanted, Math.floor(answered.length / 2))),
      (at) => answered[at]!,
    );
    const recordIds = chosen.map(({ recordId }) => recordId);
    await tx.record.updateMany({ where: { id: { in: recordIds } }, data: { split: 'holdout' } });
    await tx.label.createMany({ data: chosen.map(({ recordId, label }) => ({ recordId, projectId, label })) });

    const kept = new Set(chosen.map(({ record }) => record.index));
    const coldStart = Array.from(permutation(total, settings.seed, COLD_START))
      .filter((index) => !kept.has(index))
      .slice(0, rankingLength(settings))
      .map((index) => ({ index, score: null }));
    const round = await tx.round.create({
      data: { projectId, number: 0, seed: settings.seed, config: settings as object },
    });
    await openRound(tx, round, coldStart);
    await tx.import.update({ where: { id: importId }, data: { state: 'done', finishedAt: new Date() } });
    await notifyProject(tx, projectId);
  });
}
