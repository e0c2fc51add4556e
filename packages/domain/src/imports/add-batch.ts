import { randomUUID } from 'node:crypto';
import type { AddingOptions, Split } from '@querent/contracts';
import { jsonOf, type Transaction, transaction } from '@querent/db';
import type { ImportedRecord } from '@querent/formats';
import type { SystemContext } from '../context/context.js';
import { type BroughtLabel, bringLabels } from '../labels/settle-label.js';
import { moveCounts } from '../records/counts.js';
import { type ProjectTask, readTask } from '../tasks/project-task.js';
import { type Refused, type Taken, takeRecords } from './take-records.js';
import { withdraw } from './withdraw.js';

/** Records of a batch at most. */
export const BATCH = 500;

/** What the labels of records are. */
export type HowAdded = Pick<AddingOptions, 'labels' | 'source'>;

export interface BatchResult {
  added: number;
  known: number;
  /** Of those known: what was said of them otherwise than it is here, and stays as it is. */
  differing: Differing;
  restored: number;
  /** Of those added: the ones that models are measured on. */
  toHoldout: number;
  refused: Refused[];
}

export interface Differing {
  /** Under another id. */
  ids: number;
  labels: number;
  splits: number;
}

/**
 * Adds records that are not there yet, by their id or their content, in one transaction; the others stay as they are.
 *
 * @param keepPlace called in the transaction, to note how far an import has come
 * @throws storage_failed, disk_full
 */
export async function addBatch(
  { db, store }: Pick<SystemContext, 'db' | 'store'>,
  { projectId, importId, how }: { projectId: string; importId: string | null; how: HowAdded },
  brought: ImportedRecord[],
  keepPlace: (tx: Transaction, result: BatchResult) => Promise<void> = async () => {},
): Promise<BatchResult> {
  const { taken, refused } = await takeRecords({ db, store }, projectId, brought);
  return transaction(db, async (tx) => {
    // Those who add at the same time take turns, so that indices and contents are given out once.
    await tx.$queryRaw`SELECT id FROM project WHERE id = ${projectId} FOR NO KEY UPDATE`;
    const { current, outdated } = sortByClasses(taken, await readTask(tx, projectId));
    const { fresh, known, removed, clashes } = await sortOut(tx, projectId, current);
    await keepNew(tx, { projectId, importId, how }, fresh);
    await withdraw(tx, projectId, removed, false);
    const result = {
      added: fresh.length,
      known: known.length,
      differing: differencesIn(known),
      restored: removed.length,
      toHoldout: fresh.filter(({ split }) => split === 'holdout').length,
      refused: [...refused, ...outdated, ...clashes],
    };
    await keepPlace(tx, result);
    return result;
  });
}

/** Classes may have been archived since the labels were read, before the project was locked. */
function sortByClasses(taken: Taken[], { kind, task }: ProjectTask): { current: Taken[]; outdated: Refused[] } {
  const isOutdated = ({ answered }: Taken) => answered !== null && kind.problemOf(answered.answer, task) !== null;
  const reason = 'Its label names a class that has been archived meanwhile. Correct the label, or use the class again.';
  return {
    current: taken.filter((one) => !isOutdated(one)),
    outdated: taken.filter(isOutdated).map(({ place }) => ({ place, reason })),
  };
}

/** What is there already, and what is new. */
async function sortOut(tx: Transaction, projectId: string, taken: Taken[]) {
  const ids = taken.flatMap(({ externalId }) => externalId ?? []);
  const hashes = taken.map(({ contentHash }) => contentHash);
  const there = await tx.record.findMany({
    where: { projectId, OR: [{ externalId: { in: ids } }, { contentHash: { in: hashes } }] },
    select: {
      ...{ id: true, externalId: true, contentHash: true, removedAt: true, split: true },
      ...{ label: { select: { answerKey: true } }, oracleAnswer: { select: { answerKey: true } } },
    },
  });
  const rows: There[] = there.map(({ label, oracleAnswer, ...row }) => ({
    ...row,
    answerKey: (oracleAnswer ?? label)?.answerKey ?? null,
  }));
  const byId = new Map(rows.flatMap((row) => (row.externalId === null ? [] : [[row.externalId, row] as const])));
  const byContent = new Map(rows.map((row) => [row.contentHash, row]));
  const fresh: Taken[] = [];
  const clashes: Refused[] = [];
  const removed = new Set<string>();
  const known: Known[] = [];
  for (const one of taken) {
    const own = one.externalId === null ? undefined : byId.get(one.externalId);
    if (own && own.contentHash !== one.contentHash) {
      clashes.push({ place: one.place, reason: clash(one.externalId!, own.removedAt !== null) });
      continue;
    }
    const same = own ?? byContent.get(one.contentHash);
    if (!same) {
      fresh.push(one);
      const { externalId, contentHash, split, answered } = one;
      const answerKey = answered?.answerKey ?? null;
      const row = { id: '', externalId, contentHash, removedAt: null, split: split ?? ('pool' as const), answerKey };
      if (one.externalId !== null) byId.set(one.externalId, row);
      byContent.set(one.contentHash, row);
    } else if (same.removedAt && !removed.has(same.id)) removed.add(same.id);
    else known.push({ one, there: same });
  }
  return { fresh, known, removed: [...removed], clashes };
}

interface There {
  id: string;
  externalId: string | null;
  contentHash: string;
  removedAt: Date | null;
  split: Split;
  answerKey: string | null;
}
interface Known {
  one: Taken;
  there: There;
}

function differencesIn(known: Known[]): Differing {
  const count = (differs: (pair: Known) => boolean) => known.filter(differs).length;
  return {
    ids: count(({ one, there }) => one.externalId !== null && one.externalId !== there.externalId),
    labels: count(({ one, there }) => one.answered !== null && one.answered.answerKey !== there.answerKey),
    splits: count(({ one, there }) => Boolean(one.split) && one.split !== there.split),
  };
}

const clash = (id: string, isRemoved: boolean) =>
  `The id "${id}" stands for another record already${isRemoved ? ', which has been removed but keeps its answers' : ''}. Give this one another id.`;

async function keepNew(
  tx: Transaction,
  { projectId, importId, how }: { projectId: string; importId: string | null; how: HowAdded },
  fresh: Taken[],
): Promise<void> {
  if (fresh.length === 0) return;
  const { nextIndex: end } = await tx.project.update({
    where: { id: projectId },
    data: { nextIndex: { increment: fresh.length } },
    select: { nextIndex: true },
  });
  const start = end - fresh.length;
  const rows = await tx.record.createManyAndReturn({
    data: fresh.map((one, offset) => ({
      projectId,
      importId,
      externalId: one.externalId,
      index: start + offset,
      name: one.name ?? one.externalId ?? `record ${start + offset + 1}`,
      split: one.split ?? ('pool' as const),
      content: jsonOf(one.content),
      objectKey: one.objectKey,
      contentHash: one.contentHash,
      metadata: jsonOf(one.metadata),
    })),
    select: { id: true, index: true },
  });
  const labelled = rows.flatMap(({ id: recordId, index }) => {
    const { answered, split } = fresh[index - start]!;
    return answered ? [{ recordId, answer: jsonOf(answered.answer), answerKey: answered.answerKey, split }] : [];
  });
  const asLabel = (isWanted: (split: ImportedRecord['split']) => boolean): BroughtLabel[] =>
    labelled.flatMap(({ split, ...label }) => (isWanted(split) ? [label] : []));
  const measured = asLabel((split) => split === 'holdout');
  const learned = asLabel((split) => split !== 'holdout');
  if (how.labels === 'key') {
    await tx.oracleAnswer.createMany({ data: learned });
    await bringLabels(tx, projectId, measured, false);
  } else {
    const ids = await keepAnswers(tx, projectId, how.source, [...measured, ...learned]);
    const named = (labels: BroughtLabel[]) =>
      labels.map((label) => ({ ...label, annotationId: ids.get(label.recordId)! }));
    await bringLabels(tx, projectId, named(measured), false);
    await bringLabels(tx, projectId, named(learned), true);
  }
  await moveCounts(
    tx,
    { projectId, personId: null },
    {
      records: rows.length,
      holdout: measured.length,
      labelled: how.labels === 'key' ? 0 : learned.length,
    },
  );
}

/** Answers of a named source. @returns the id of each record's */
async function keepAnswers(tx: Transaction, projectId: string, sourceName: string, labels: BroughtLabel[]) {
  const rows = await tx.annotation.createManyAndReturn({
    data: labels.map(({ recordId, answer, answerKey }) => ({
      ...{ projectId, recordId, answer, answerKey, sourceName },
      source: 'import' as const,
      outcome: 'label' as const,
      seconds: 0,
      idempotencyKey: randomUUID(),
    })),
    select: { id: true, recordId: true },
  });
  return new Map(rows.map(({ id, recordId }) => [recordId, id]));
}
