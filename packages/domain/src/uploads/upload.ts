import type { Upload } from '@querent/contracts';
import type { Prisma, Transaction } from '@querent/db';
import { StorageError } from '@querent/storage';
import { requireMaker } from '../context/access.js';
import type { Context } from '../context/context.js';
import { DomainError } from '../errors.js';

export type UploadRow = Prisma.UploadGetPayload<object>;

/** How long a file waits for its next bytes, or to be imported. */
export const WAIT_HOURS = 24;

const notThere = () =>
  new DomainError('upload_not_found', 'This file is not here, or no longer. Send it again from its beginning.');

/**
 * A file of the actor's own; another's is not there, nor for a key of one project what was not brought with one.
 *
 * @throws forbidden, upload_not_found
 */
export async function getOwnUpload({ db, actor }: Pick<Context, 'db' | 'actor'>, id: string): Promise<UploadRow> {
  requireMaker(actor);
  const projectId = actor.key?.projectId ?? undefined;
  const row = await db.upload.findUnique({ where: { id, personId: actor.id, projectId } });
  if (!row) throw notThere();
  return row;
}

/**
 * A file that the actor may throw away: one's own, and an admin any, since it takes the disk of all.
 *
 * @throws forbidden, upload_not_found
 */
export async function getRemovableUpload(context: Pick<Context, 'db' | 'actor'>, id: string): Promise<UploadRow> {
  if (context.actor.role !== 'admin' || context.actor.key?.projectId) return getOwnUpload(context, id);
  const row = await context.db.upload.findUnique({ where: { id } });
  if (!row) throw notThere();
  return row;
}

/** Keeps a file from going before what names it is stored. @throws upload_not_found where it has gone since it was looked at */
export async function holdUpload(tx: Transaction, id: string): Promise<void> {
  const rows = await tx.$queryRaw<object[]>`SELECT FROM upload WHERE id = ${id} FOR KEY SHARE`;
  if (rows.length === 0) throw notThere();
}

/** Of the imports of an upload one that has not ended. */
export const unfinishedOne = {
  where: { state: { in: ['queued', 'running'] } },
  select: { id: true },
  take: 1,
} satisfies Prisma.Upload$importsArgs;

/** Bytes that have come. @throws upload_not_found where they are gone, whatever the row says */
export async function sizeOf({ inbox }: Pick<Context, 'inbox'>, id: string): Promise<number> {
  return inbox.size(id).catch((error) => {
    throw error instanceof StorageError && error.code === 'object_not_found' ? notThere() : error;
  });
}

/** Notes that a file is whole once all of it has come; whoever was to do so may have been killed. */
export async function settle({ db }: Pick<Context, 'db'>, row: UploadRow, size: number): Promise<UploadRow> {
  if (row.receivedAt || row.url || row.bytes === null || BigInt(size) < row.bytes) return row;
  await db.$executeRaw`
    UPDATE upload SET received_at = clock_timestamp() WHERE id = ${row.id} AND received_at IS NULL`;
  return { ...row, receivedAt: new Date() };
}

/** @param imports of it that have not ended */
export function toUpload(row: UploadRow, receivedBytes: number, imports: readonly object[] = []): Upload {
  const since = row.heldUntil ?? row.createdAt;
  return {
    id: row.id,
    name: row.name,
    bytes: row.bytes === null ? null : Number(row.bytes),
    receivedBytes,
    isWhole: row.receivedAt !== null,
    url: row.url,
    error: row.error,
    isImporting: imports.length > 0,
    createdAt: row.createdAt.toISOString(),
    expiresAt: new Date(since.getTime() + WAIT_HOURS * 3_600_000).toISOString(),
  };
}

/** Notes that a file has been fetched whole. */
export async function settleFetched({ db }: Pick<Context, 'db'>, id: string, bytes: number): Promise<void> {
  await db.$executeRaw`
    UPDATE upload SET bytes = ${bytes}, received_at = clock_timestamp(), attempts = 0 WHERE id = ${id} AND error IS NULL`;
}
