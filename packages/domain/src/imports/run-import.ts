import type { Import } from '@querent/contracts';
import { encoders, encodeShard } from '@querent/core/encoders';
import type { Features } from '@querent/core/tensors';
import { type Db, notifyProject } from '@querent/db';
import type { SystemContext } from '../context/context.js';
import { DomainError } from '../errors.js';
import type { Store } from '../store/store.js';
import { finishImport } from './finish-import.js';
import { type ReadImage, readImage } from './read-image.js';
import type { ImportSource, UnverifiedItem } from './source.js';
import { findSource } from './sources.js';

const BATCH = 500;
const MAX_REJECTED_SHOWN = 100;
const encoder = encoders.get('pixels');

/**
 * Imports in batches of one transaction each: records, their feature shard, the place in the source. A job that was cut
 * short goes on with the batch it was in. A record that cannot be read is left out and named in `rejected`.
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
  const { db, store } = context;
  const row = await db.import.findUnique({ where: { id: importId } });
  if (!row || row.state === 'done') return;
  const source = find(row.source);
  if (!source) throw new DomainError('import_failed', `There is no import source "${row.source}".`);
  const total = row.total ?? (await source.count());
  await db.import.update({ where: { id: importId }, data: { state: 'running', total, error: null } });
  await notifyProject(db, row.projectId);

  let place = row.done;
  for await (const items of batchesOf(source, place)) {
    signal.throwIfAborted();
    place += items.length;
    await importBatch(db, store, { ...row, done: place }, items);
  }
  await finishImport(db, importId);
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

interface GoodItem {
  item: UnverifiedItem;
  image: ReadImage & { key: string };
}
interface BadItem {
  item: UnverifiedItem;
  reason: string;
}
type ReadItem = GoodItem | BadItem;

async function importBatch(
  db: Db,
  store: Store,
  row: { id: string; projectId: string; done: number },
  items: UnverifiedItem[],
): Promise<void> {
  const { projectId } = row;
  const read = await Promise.all(items.map((item) => readItem(store, item)));
  const shape = await shapeOf(db, projectId, read);
  const good: GoodItem[] = [];
  const bad: BadItem[] = [];
  for (const one of read) {
    if (!('image' in one)) bad.push(one);
    else if (one.image.height === shape?.[0] && one.image.width === shape[1]) good.push(one);
    else bad.push({ item: one.item, reason: wrongSize(one.image, shape) });
  }
  const start = await db.record.count({ where: { projectId } });
  const objectKey =
    shape && good.length > 0
      ? await store.put(
          encodeShard({
            start,
            ...(await encode(
              good.map(({ image }) => image),
              shape,
            )),
          }),
        )
      : null;

  await db.$transaction(async (tx) => {
    // Where an earlier attempt has committed this batch, `done` has moved on and nothing is written twice.
    const current = await tx.$queryRaw<{ done: number; rejected: Import['rejected'] }[]>`
      SELECT done, rejected FROM import WHERE id = ${row.id} FOR UPDATE`;
    if (!current[0] || current[0].done >= row.done) return;
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
    const answers = records.flatMap(({ id, index }) => {
      const label = good[index - start]?.item.label ?? null;
      return label === null ? [] : [{ recordId: id, label }];
    });
    await tx.oracleAnswer.createMany({ data: answers });
    if (objectKey) {
      await tx.featureShard.create({ data: { projectId, encoder: encoder.id, start, count: good.length, objectKey } });
    }
    const rejected = bad.map(({ item, reason }) => ({ name: item.name, reason }));
    await tx.import.update({
      where: { id: row.id },
      data: { done: row.done, rejected: [...current[0].rejected, ...rejected].slice(0, MAX_REJECTED_SHOWN) },
    });
    await notifyProject(tx, projectId);
  });
}

/** The pixels of pictures in the project's size. */
async function encode(images: ReadImage[], shape: [number, number, number]): Promise<Features> {
  const opened = await encoder.open(encoder.encodingOf({ shape }));
  return opened.encode(images).finally(opened.release);
}

async function readItem(store: Store, item: UnverifiedItem): Promise<ReadItem> {
  let image: ReadImage;
  try {
    image = await readImage(await item.read());
  } catch (cause) {
    return { item, reason: `The image cannot be read: ${(cause as Error).message}` };
  }
  return { item, image: { ...image, key: await store.put(image.png) } };
}

/** All pictures of a project have the size of its first one. */
async function shapeOf(db: Db, projectId: string, read: ReadItem[]): Promise<[number, number, number] | null> {
  const project = await db.project.findUniqueOrThrow({ where: { id: projectId }, select: { imageShape: true } });
  if (project.imageShape) return project.imageShape as [number, number, number];
  const first = read.find((r) => 'image' in r);
  if (!first || !('image' in first)) return null;
  const shape: [number, number, number] = [first.image.height, first.image.width, 1];
  await db.project.update({ where: { id: projectId }, data: { imageShape: shape } });
  return shape;
}

const wrongSize = (image: ReadImage, shape: number[] | null) =>
  `The image has ${image.width} × ${image.height} pixels, the others ${shape?.[1]} × ${shape?.[0]}.`;
