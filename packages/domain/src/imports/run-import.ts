import type { Import } from '@querent/contracts';
import { type Db, notifyProject, transaction } from '@querent/db';
import { DomainError } from '../errors.js';
import { attempt } from '../queue/attempt.js';
import { moveCounts } from '../records/counts.js';
import { importAttempts, UNFINISHED_IMPORT } from './attempts.js';
import { BATCH, featureWriter } from './feature-writer.js';
import { finishImport, type ImportContext } from './finish-import.js';
import { type BadItem, type GoodItem, readBatch } from './read-batch.js';
import type { ImportSource, UnverifiedItem } from './source.js';
import { findSource } from './sources.js';

const MAX_REJECTED_SHOWN = 100;

/**
 * Imports in batches: first a transaction with the records and the place in the source, then their features. A job that
 * was cut short goes on with what is missing. A record that cannot be read is left out and named in `rejected`.
 *
 * @param find looks a source up by its id
 * @throws DomainError import_failed, disk_full, …
 */
export async function runImport(
  context: ImportContext,
  { importId }: { importId: string },
  signal: AbortSignal,
  find = findSource,
): Promise<void> {
  await attempt(importAttempts(context.db, importId), signal, () => readAll(context, importId, signal, find));
}

async function readAll(context: ImportContext, importId: string, signal: AbortSignal, find: typeof findSource) {
  const { db } = context;
  const row = await db.import.findUniqueOrThrow({ where: { id: importId } });
  const { projectId } = row;
  const source = find(row.source);
  if (!source) throw new DomainError('import_failed', `There is no import source "${row.source}".`);
  const total = row.total ?? (await source.count());
  const where = { id: importId, state: { in: UNFINISHED_IMPORT } };
  await db.import.updateMany({ where, data: { state: 'running', total, error: null, rate: null } });
  await notifyProject(db, projectId);

  const features = featureWriter(context, projectId);
  try {
    await features.writeMissing(signal);
    const since = performance.now();
    let place = row.done;
    for await (const items of batchesOf(source, place)) {
      signal.throwIfAborted();
      place += items.length;
      const { good, bad } = await readBatch(context, projectId, items);
      const start = await keepBatch(db, { id: importId, projectId, done: place }, good, bad);
      if (start === null) continue;
      const images = good.map(({ image }) => image);
      await features.write(start, images);
      const rate = (place - row.done) / ((performance.now() - since) / 1_000);
      await db.import.update({ where: { id: importId }, data: { rate } });
      await notifyProject(db, projectId);
    }
  } finally {
    await features.close();
  }
  await finishImport(context, importId, signal);
}

async function* batchesOf(source: ImportSource, start: number) {
  let batch: UnverifiedItem[] = [];
  for await (const item of source.read(start)) {
    batch.push(item);
    if (batch.length === BATCH) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

/** Makes the records of a batch. @returns the index of the first; null where an earlier attempt has made them */
async function keepBatch(
  db: Db,
  { id, projectId, done }: { id: string; projectId: string; done: number },
  good: GoodItem[],
  bad: BadItem[],
): Promise<number | null> {
  return transaction(db, async (tx) => {
    const current = await tx.$queryRaw<{ done: number; rejected: Import['rejected'] }[]>`
      SELECT done, rejected FROM import WHERE id = ${id} AND state = 'running' FOR UPDATE`;
    if (!current[0]) throw new DomainError('import_failed', 'This import has been stopped.');
    if (current[0].done >= done) return null;
    const start = await tx.record.count({ where: { projectId } });
    const records = await tx.record.createManyAndReturn({
      data: good.map(({ item, image }, offset) => ({
        projectId,
        index: start + offset,
        name: item.name,
        split: 'pool',
        objectKey: image.key,
      })),
      select: { id: true, index: true },
    });
    const answers = records.flatMap(({ id: recordId, index }) => {
      const label = good[index - start]?.item.label ?? null;
      return label === null ? [] : [{ recordId, label }];
    });
    await tx.oracleAnswer.createMany({ data: answers });
    await moveCounts(tx, { projectId, personId: null }, { records: records.length });
    const rejected = bad.map(({ item, reason }) => ({ name: item.name, reason }));
    const all = [...current[0].rejected, ...rejected].slice(0, MAX_REJECTED_SHOWN);
    await tx.import.update({ where: { id }, data: { done, rejected: all, attempts: 1 } }); // this life goes on
    return start;
  });
}
