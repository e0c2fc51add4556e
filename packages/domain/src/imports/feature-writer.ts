import { type Encoding, encodeShard, type Opened, openEncoding, type RecordContent } from '@querent/core/encoders';
import type { SystemContext } from '../context/context.js';
import { readImage } from './read-image.js';

/** Records of a shard at most. */
export const BATCH = 500;

/**
 * Encodes records once for a version of the project's encoding: each shard is in the database as soon as it is made, and
 * whoever goes on after an interruption leaves it alone. The encoder stays open from batch to batch; `close` frees it.
 */
export function featureWriter({ db, store }: SystemContext, projectId: string) {
  let opening: Promise<{ encoder: Opened; version: string } | null> | null = null;
  const open = async () => {
    opening ??= openOf();
    const opened = await opening;
    if (!opened) opening = null; // before the first record there is no encoding
    return opened;
  };
  const openOf = async () => {
    const project = await db.project.findUniqueOrThrow({ where: { id: projectId }, select: { encoding: true } });
    const encoding = project.encoding as Encoding | null;
    return encoding && { encoder: await openEncoding(encoding), version: encoding.version };
  };

  const write = async (start: number, content: RecordContent[]) => {
    const opened = await open();
    if (!opened || content.length === 0) return;
    const { encoder, version } = opened;
    const id = { projectId, encoder: version, start };
    if (await db.featureShard.findUnique({ where: { projectId_encoder_start: id } })) return;
    const objectKey = await store.put(encodeShard({ start, ...(await encoder.encode(content)) }));
    const data = { ...id, count: content.length, objectKey };
    await db.featureShard.createMany({ data, skipDuplicates: true });
  };

  return {
    /** Encodes records that follow each other in the pool. */
    write,
    /** Encodes the records that are there and lie in no shard, such as those of a batch that was cut short. */
    async writeMissing(signal: AbortSignal) {
      const version = (await open())?.version;
      if (!version) return;
      const total = await db.record.count({ where: { projectId } });
      const shards = await db.featureShard.findMany({
        where: { projectId, encoder: version },
        orderBy: { start: 'asc' },
      });
      for (const { start, end } of gaps(shards, total))
        for (let at = start; at < end; at += BATCH) {
          signal.throwIfAborted();
          const records = await db.record.findMany({
            where: { projectId, index: { gte: at, lt: Math.min(end, at + BATCH) } },
            select: { objectKey: true },
            orderBy: { index: 'asc' },
          });
          const pictures = records.map(async ({ objectKey }) => readImage(await store.get(objectKey)));
          await write(at, await Promise.all(pictures));
        }
    },
    async close() {
      await (await opening)?.encoder.release();
    },
  };
}

/** What shards in order leave open of a pool. */
function gaps(shards: { start: number; count: number }[], total: number): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  let covered = 0;
  for (const { start, count } of [...shards, { start: total, count: 0 }]) {
    if (start > covered) found.push({ start: covered, end: start });
    covered = Math.max(covered, start + count);
  }
  return found;
}
