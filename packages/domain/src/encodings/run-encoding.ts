import type { RecordKind } from '@querent/contracts';
import { type Db, jsonOf, notifyProject, transaction } from '@querent/db';
import type { SystemContext } from '../context/context.js';
import { attempt } from '../queue/attempt.js';
import type { ContentRow } from '../records/kinds/index.js';
import type { RoundCompute } from '../rounds/compute.js';
import { startDueRound } from '../rounds/next-round.js';
import { encodingAttempts } from './attempts.js';
import { chooseByFeatures } from './choose-by-features.js';
import { type EncodingRow, findLatestEncoding, toCoreEncoding, UNFINISHED_ENCODING } from './encoding.js';

type EncodeContext = SystemContext & { compute: RoundCompute };

/** Records of a shard at most. */
const SHARD = 500;
/** Records that an encoder looks at to learn what it has to know. */
const SAMPLE = 20_000;

/**
 * Makes features of all records of a project that have none, shard by shard; whoever goes on after an interruption leaves what
 * is there alone. Records that come meanwhile are taken along. In the end rounds use these features.
 *
 * @throws DomainError encoding_failed, disk_full, …; the caller decides about another attempt
 */
export async function runEncoding(
  context: EncodeContext,
  { encodingId }: { encodingId: string },
  signal: AbortSignal,
): Promise<void> {
  const { db } = context;
  await attempt(encodingAttempts(db, encodingId), signal, () => encodeAll(context, encodingId, signal));
  // Also of one that was complete before: what follows may be what was cut short, or have begun to be waited for since.
  const row = await db.encoding.findUnique({ where: { id: encodingId }, select: { projectId: true, state: true } });
  if (row?.state !== 'done') return;
  const { projectId } = row;
  await chooseByFeatures(context, projectId, signal);
  await startDueRound(context, projectId);
}

async function encodeAll(context: EncodeContext, id: string, signal: AbortSignal): Promise<void> {
  const { db, compute } = context;
  const where = { id, state: { in: UNFINISHED_ENCODING } };
  const row = await db.encoding.findUniqueOrThrow({ where: { id }, include: { project: true } });
  const { projectId } = row;
  const { recordKind: kind } = row.project;
  await db.encoding.updateMany({ where, data: { state: 'running', error: null, rate: null } });
  await notifyProject(db, projectId);
  const encoding = toCoreEncoding(row) ?? (await prepare(context, row, kind, signal));
  const since = performance.now();
  let encoded = 0;
  do {
    for await (const { start, records } of missing(db, id, projectId)) {
      signal.throwIfAborted();
      const { objectKey, unread } = await compute.encode(
        { encoding, kind, start, records },
        { signal, onProgress: () => {} },
      );
      encoded += records.length;
      const rate = encoded / ((performance.now() - since) / 1_000);
      const isWanted = await keepShard(db, { id, start, objectKey, unread, count: records.length, rate });
      if (!isWanted) return;
      await notifyProject(db, projectId);
    }
  } while (!(await finish(db, id, projectId)));
}

async function prepare(
  { db, compute }: EncodeContext,
  { id, projectId, encoder, options }: EncodingRow,
  kind: RecordKind,
  signal: AbortSignal,
) {
  const records = await db.record.findMany({
    where: { projectId, removedAt: null },
    select: { id: true, content: true, objectKey: true },
    orderBy: { index: 'asc' },
    take: SAMPLE,
  });
  const task = { encoder, options: options as Record<string, unknown>, kind, records };
  const encoding = await compute.prepare(task, { signal, onProgress: () => {} });
  const { version, fitted } = encoding;
  await db.encoding.update({ where: { id }, data: { version, fitted: jsonOf(fitted) } });
  return encoding;
}

/** Records without features, in runs of indices that follow each other. */
async function* missing(db: Db, encodingId: string, projectId: string) {
  const { nextIndex } = await db.project.findUniqueOrThrow({ where: { id: projectId }, select: { nextIndex: true } });
  const shards = await db.featureShard.findMany({ where: { encodingId }, orderBy: { start: 'asc' } });
  for (const { start, end } of gaps(shards, nextIndex))
    for (let at = start; at < end; at += SHARD) {
      const records: ContentRow[] = await db.record.findMany({
        where: { projectId, index: { gte: at, lt: Math.min(end, at + SHARD) } },
        select: { id: true, content: true, objectKey: true },
        orderBy: { index: 'asc' },
      });
      yield { start: at, records };
    }
}

interface MadeShard {
  id: string;
  start: number;
  count: number;
  objectKey: string;
  unread: { share: number; advice: string | null };
  rate: number;
}

/** @returns whether the encoding is still to be made */
async function keepShard(db: Db, { id, start, count, objectKey, unread, rate }: MadeShard): Promise<boolean> {
  return transaction(db, async (tx) => {
    const row = await tx.encoding.findFirst({ where: { id, state: { in: UNFINISHED_ENCODING } } });
    if (!row) return false;
    const data = { encodingId: id, start, count, objectKey };
    const { count: made } = await tx.featureShard.createMany({ data, skipDuplicates: true });
    if (made === 0) return true;
    const share = ((row.unread ?? 0) * row.done + unread.share * count) / (row.done + count);
    const { advice = null } = unread.share >= (row.unread ?? 0) ? unread : row;
    // This life goes on.
    await tx.encoding.update({
      where: { id },
      data: { done: row.done + count, unread: share, advice, rate, attempts: 1 },
    });
    return true;
  });
}

/** Rounds use the features from now on. @returns false where records have come meanwhile */
async function finish(db: Db, id: string, projectId: string): Promise<boolean> {
  return transaction(db, async (tx) => {
    await tx.$queryRaw`SELECT id FROM project WHERE id = ${projectId} FOR NO KEY UPDATE`;
    const { nextIndex, encodingId } = await tx.project.findUniqueOrThrow({ where: { id: projectId } });
    const { done, state } = await tx.encoding.findUniqueOrThrow({ where: { id } });
    if (done < nextIndex) return false;
    if (!UNFINISHED_ENCODING.includes(state)) return true;
    await tx.encoding.update({ where: { id }, data: { state: 'done', rate: null } });
    const latest = await findLatestEncoding(tx, projectId);
    if (latest?.id === id || encodingId === null)
      await tx.project.update({ where: { id: projectId }, data: { encodingId: id } });
    await notifyProject(tx, projectId);
    return true;
  });
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
