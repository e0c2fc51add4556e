import { type NotAClass, StartImport } from '@querent/contracts';
import { type Db, jsonOf, notifyProject } from '@querent/db';
import { type Imported, isNotice, isRecord, isRejected } from '@querent/formats';
import type { SystemContext } from '../context/context.js';
import { DomainError } from '../errors.js';
import { inTurn } from '../in-turn.js';
import { attempt } from '../queue/attempt.js';
import { addBatch, newMemory } from './add-batch.js';
import { importAttempts, UNFINISHED_IMPORT } from './attempts.js';
import { batchesOf, LARGE_BATCH } from './batches.js';
import { finishImport } from './finish-import.js';
import { keepPlace, Overtaken } from './keep-place.js';
import { noticesIn } from './notices.js';
import { readAhead } from './read-ahead.js';
import type { ImportSource } from './source.js';
import { findSource } from './sources.js';
import { inOrderOf, type TakenRecords, takeRecords } from './take-records.js';

/** What the labels of an import are: of a sample, a key. */
const HowImported = StartImport.pick({ labels: true, source: true, newClasses: true, notClasses: true });
const HIDDEN = { labels: 'key' };

/**
 * Imports in batches: each is one transaction with the records and the place in the source. A job that was cut short goes on
 * with what is missing. A record that cannot be read is left out and named in `rejected`.
 *
 * @param find looks up where an import's records come from
 * @throws DomainError import_failed, file_unreadable, disk_full, …
 */
export async function runImport(
  context: SystemContext,
  { importId }: { importId: string },
  signal: AbortSignal,
  find = findSource,
): Promise<void> {
  await attempt(importAttempts(context.db, importId), signal, async () => {
    try {
      const read = await readAll(context, importId, signal, find);
      signal.throwIfAborted();
      await finishImport(context, importId, read);
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
    }
  });
}

/** @returns how it ended, unless with the file: whether the project can take no more */
async function readAll(context: SystemContext, importId: string, signal: AbortSignal, find: typeof findSource) {
  const { db } = context;
  const row = await db.import.findUniqueOrThrow({ where: { id: importId } });
  const { projectId } = row;
  const source = find(row, context.inbox);
  if (!source) throw new DomainError('import_failed', `There is no import source "${row.source}".`);
  const how = HowImported.parse({ ...HIDDEN, ...jsonOf(row.how) });
  await begin(db, { importId, projectId, total: row.total ?? (await source.count()) });

  const target = { projectId, importId, how, memory: newMemory() };
  const since = performance.now();
  let place = row.done;
  let isFull = false;
  const store = async (batch: Imported[], taken: TakenRecords) => {
    const from = place;
    place += batch.filter((item) => !isNotice(item)).length;
    const rate = (place - row.done) / ((performance.now() - since) / 1_000);
    const refusedBefore = batch.filter(isRejected);
    const result = await addBatch(context, target, taken, (tx, { refused: refusedHere, ...added }) => {
      const refused = inOrderOf(batch, [...refusedBefore, ...refusedHere]);
      const step = { from, to: place, rate, refused, ...added };
      return keepPlace(tx, { importId, projectId }, step, noticesIn(batch, refused));
    });
    isFull ||= result.isFull;
  };

  let storing = Promise.resolve();
  const { newClasses, notClasses = null } = how;
  const batches = takenBatches(context, source, { projectId, newClasses, notClasses, from: row.done }, signal);
  try {
    for await (const { batch, taken } of readAhead(batches, source.readsAhead ? AHEAD : 0)) {
      signal.throwIfAborted();
      await storing;
      if (isFull) break;
      storing = inTurnOfImports(() => store(batch, taken));
      storing.catch(() => {}); // it is waited for in a moment
      if (!source.readsAhead) await storing;
    }
  } finally {
    await storing;
  }
  return { isFull };
}

/** Of all imports of a worker, so many store a batch at a time: none waits for another for longer than its batch takes. */
const inTurnOfImports = inTurn(2);

/** Batches that are read while others are stored: as many as the database keeps waiting at a time. */
const AHEAD = 2;

interface Reading {
  projectId: string;
  newClasses: boolean;
  notClasses: NotAClass[] | null;
  /** Records and refusals that have been read before. */
  from: number;
}

/** @throws what the source has failed with, so that nothing of a batch that may be damaged is stored */
async function* takenBatches(
  context: SystemContext,
  source: ImportSource,
  { from, ...how }: Reading,
  signal: AbortSignal,
): AsyncGenerator<{ batch: Imported[]; taken: TakenRecords }> {
  const { pictures, firstPictures = pictures } = source;
  const most = { records: LARGE_BATCH, pictures, firstPictures };
  for await (const batch of batchesOf(source.read(from, signal), most)) {
    const taken = await takeRecords(context, how, batch.filter(isRecord));
    const failure = source.failure?.();
    if (failure) throw failure;
    yield { batch, taken };
  }
}

async function begin(
  db: Db,
  { importId, projectId, total }: { importId: string; projectId: string; total: number | null },
): Promise<void> {
  const where = { id: importId, state: { in: UNFINISHED_IMPORT } };
  await db.import.updateMany({ where, data: { state: 'running', total, error: null, rate: null } });
  await notifyProject(db, projectId);
}
