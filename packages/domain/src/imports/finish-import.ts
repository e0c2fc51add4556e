import { ProjectSettings } from '@querent/contracts';
import { randomStart, rankingLength } from '@querent/core/loop/rounds';
import { permutation, STREAMS } from '@querent/core/tensors';
import { type Db, notifyProject, transaction } from '@querent/db';
import type { SystemContext } from '../context/context.js';
import { databaseTime } from '../context/database-time.js';
import { DomainError } from '../errors.js';
import { moveCounts } from '../records/counts.js';
import { shardsOf } from '../records/shards.js';
import { isRandom } from '../rounds/cold-starts.js';
import type { RoundCompute } from '../rounds/compute.js';
import { openRound } from '../rounds/open-round.js';

export type ImportContext = SystemContext & { compute: Pick<RoundCompute, 'coldStart'> };

/**
 * Draws the holdout at random and opens the cold start, in the transaction that ends the import: before it nobody can be
 * asked anything, so the holdout is drawn before the first query. Everything is computed before the transaction and from
 * the seed, so that an import that is cut short here ends the same way when it is taken up again.
 *
 * @throws import_failed where no record could be read
 */
export async function finishImport(context: ImportContext, importId: string, signal: AbortSignal): Promise<void> {
  const { db } = context;
  const row = await db.import.findUniqueOrThrow({ where: { id: importId }, include: { project: true } });
  const { projectId } = row;
  const settings = ProjectSettings.parse(row.project.settings);
  const { holdout: wanted = 0 } = row.options as { holdout?: number };
  const total = await db.record.count({ where: { projectId } });
  if (total === 0)
    throw new DomainError('import_failed', 'None of the records could be read. See the list of what was left out.');
  const holdout = await drawHoldout(db, { projectId, seed: settings.seed, wanted });
  const excluded = holdout.map(({ index }) => index);
  const coldStart = await chooseFirst(context, { projectId, settings, total, excluded }, signal);
  await transaction(db, async (tx) => {
    const where = { id: importId, state: 'running' };
    const { count } = await tx.import.updateMany({
      where,
      data: { state: 'done', finishedAt: await databaseTime(tx) },
    });
    if (count === 0) return; // another job has finished it meanwhile
    await tx.record.updateMany({
      where: { id: { in: holdout.map(({ recordId }) => recordId) } },
      data: { split: 'holdout', hasLabel: true },
    });
    await tx.label.createMany({
      data: holdout.map(({ recordId, label }) => ({ recordId, projectId, label, isNew: false })),
    });
    await moveCounts(tx, { projectId, personId: null }, { holdout: holdout.length });
    const round = await tx.round.create({
      data: { projectId, number: 0, seed: settings.seed, config: settings as object },
    });
    const ranking = coldStart.map((index) => ({ index, score: null }));
    await openRound(tx, round, ranking);
    await notifyProject(tx, projectId);
  });
}

/** Records whose answer the source knows, at most half of them. */
async function drawHoldout(db: Db, { projectId, seed, wanted }: { projectId: string; seed: number; wanted: number }) {
  const answered = await db.oracleAnswer.findMany({
    where: { record: { projectId } },
    select: { recordId: true, label: true, record: { select: { index: true } } },
    orderBy: { record: { index: 'asc' } },
  });
  const order = permutation(answered.length, seed, STREAMS.holdout);
  return Array.from(order.subarray(0, Math.min(wanted, Math.floor(answered.length / 2))), (at) => {
    const { recordId, label, record } = answered[at]!;
    return { recordId, label, index: record.index };
  });
}

interface FirstQuestions {
  projectId: string;
  settings: ProjectSettings;
  total: number;
  excluded: number[];
}

/** @returns indices of the records to ask before there is a model, the first ones by the project's rule */
async function chooseFirst(
  { db, compute }: ImportContext,
  { projectId, settings, total, excluded }: FirstQuestions,
  signal: AbortSignal,
): Promise<number[]> {
  const { coldStart: choice, seed, labelsPerRound: batch } = settings;
  const keep = rankingLength(batch);
  if (isRandom(choice)) {
    const isExcluded = new Set(excluded);
    return randomStart(total, seed, keep, (index) => isExcluded.has(index));
  }
  const shards = await shardsOf(db, projectId);
  const task = { shards, choice, seed, excluded, batch, keep };
  return (await compute.coldStart(task, { signal, onProgress: () => {} })).indices;
}
