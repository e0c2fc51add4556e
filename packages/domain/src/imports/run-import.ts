import type { Import } from '@querent/contracts';
import { type Db, notifyProject, type Transaction } from '@querent/db';
import type { ImportedRecord } from '@querent/formats';
import type { SystemContext } from '../context/context.js';
import { DomainError } from '../errors.js';
import { attempt } from '../queue/attempt.js';
import { addBatch, BATCH } from './add-batch.js';
import { afterAdding } from './after-adding.js';
import { importAttempts, UNFINISHED_IMPORT } from './attempts.js';
import type { ImportSource, UnverifiedItem } from './source.js';
import { findSource } from './sources.js';
import { inOrderOf, type Refused } from './take-records.js';

const MAX_REJECTED_SHOWN = 100;
const HOW = { labels: 'key', source: 'import' } as const;

/**
 * Imports in batches: each is one transaction with the records and the place in the source. A job that was cut short goes on
 * with what is missing. A record that cannot be read is left out and named in `rejected`.
 *
 * @param find looks a source up by its id
 * @throws DomainError import_failed, disk_full, …
 */
export async function runImport(
  context: SystemContext,
  { importId }: { importId: string },
  signal: AbortSignal,
  find = findSource,
): Promise<void> {
  await attempt(importAttempts(context.db, importId), signal, () => readAll(context, importId, signal, find));
}

async function readAll(context: SystemContext, importId: string, signal: AbortSignal, find: typeof findSource) {
  const { db } = context;
  const row = await db.import.findUniqueOrThrow({ where: { id: importId } });
  const { projectId } = row;
  const source = find(row.source);
  if (!source) throw new DomainError('import_failed', `There is no import source "${row.source}".`);
  const total = row.total ?? (await source.count());
  const where = { id: importId, state: { in: UNFINISHED_IMPORT } };
  await db.import.updateMany({ where, data: { state: 'running', total, error: null, rate: null } });
  await notifyProject(db, projectId);

  const since = performance.now();
  let place = row.done;
  for await (const items of batchesOf(source, place)) {
    signal.throwIfAborted();
    place += items.length;
    const done = place;
    const records = items.map(toRecord);
    await addBatch(context, { projectId, importId, how: HOW }, records, (tx, { refused }) =>
      keepPlace(tx, { importId, done }, inOrderOf(records, refused)),
    );
    const rate = (place - row.done) / ((performance.now() - since) / 1_000);
    await db.import.update({ where: { id: importId }, data: { rate } });
    await notifyProject(db, projectId);
  }
  signal.throwIfAborted();
  await finishImport(context, { importId, projectId });
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

const toRecord = ({ name, read, label }: UnverifiedItem): ImportedRecord => ({
  place: name,
  externalId: null,
  name,
  content: { kind: 'image', name, read },
  ...(label === null ? {} : { label }),
  metadata: {},
});

/** Notes how far an import has come. @throws import_failed where it has been stopped, so that the batch is not kept either */
async function keepPlace(
  tx: Transaction,
  { importId: id, done }: { importId: string; done: number },
  refused: Refused[],
): Promise<void> {
  const [current] = await tx.$queryRaw<{ done: number; rejected: Import['rejected'] }[]>`
    SELECT done, rejected FROM import WHERE id = ${id} AND state = 'running' FOR UPDATE`;
  if (!current) throw new DomainError('import_failed', 'This import has been stopped.');
  const added = refused.map(({ place: name, reason }) => ({ name, reason }));
  const rejected = [...current.rejected, ...added].slice(0, MAX_REJECTED_SHOWN);
  await tx.import.update({ where: { id }, data: { done: Math.max(done, current.done), rejected, attempts: 1 } }); // this life goes on
}

/** @throws import_failed where no record could be read */
async function finishImport(
  context: SystemContext & { db: Db },
  { importId, projectId }: { importId: string; projectId: string },
): Promise<void> {
  const { db } = context;
  if ((await db.record.count({ where: { projectId } })) === 0)
    throw new DomainError('import_failed', 'None of the records could be read. See the list of what was left out.');
  await afterAdding(context, projectId, { more: false });
  await db.$executeRaw`
    UPDATE import SET state = 'done', finished_at = clock_timestamp() WHERE id = ${importId} AND state = 'running'`;
  await notifyProject(db, projectId);
}
