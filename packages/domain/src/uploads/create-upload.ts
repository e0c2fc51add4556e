import type { Upload } from '@querent/contracts';
import { transaction } from '@querent/db';
import { requireMaker } from '../context/access.js';
import type { Context } from '../context/context.js';
import { DomainError } from '../errors.js';
import { readLimits } from '../limits/read-limits.js';
import { safeName } from './safe-name.js';
import { checkSize, checkSpace, readSpace } from './space.js';
import { settle, toUpload } from './upload.js';

/** Files of one person that have not come whole. */
const MOST_UNFINISHED = 20;

interface NewUpload {
  unverifiedName: string;
  /** Of the whole file; null where an address does not tell. */
  bytes: number | null;
  /** It is fetched from here. */
  url?: string;
}

/**
 * Makes room for a file that is to come. Nothing of it is taken where there would be no room for all of it.
 *
 * @throws forbidden, too_large, disk_full, too_many_uploads, storage_failed
 */
export async function createUpload(context: Context, { unverifiedName, bytes, url }: NewUpload): Promise<Upload> {
  const { db, inbox, actor } = context;
  requireMaker(actor);
  const row = await transaction(db, async (tx) => {
    // One after the other, so that no two are promised the same room.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('uploads', 0))`;
    const limits = await readLimits(tx);
    checkSize(bytes ?? 0, limits);
    const unfinished = await tx.upload.count({ where: { personId: actor.id, receivedAt: null, error: null } });
    if (unfinished >= MOST_UNFINISHED) throw tooMany();
    checkSpace(bytes ?? 0, await readSpace(tx, inbox), limits);
    const projectId = actor.key?.projectId ?? null;
    const data = { personId: actor.id, projectId, name: safeName(unverifiedName), bytes, url: url ?? null };
    const made = await tx.upload.create({ data });
    await inbox.create(made.id); // where the row does not come to be, the sweep finds it
    return made;
  });
  return toUpload(await settle(context, row, 0), 0);
}

const tooMany = () =>
  new DomainError(
    'too_many_uploads',
    `You have ${MOST_UNFINISHED} files on their way that have not come whole. Go on with one of them, or throw one away.`,
  );
