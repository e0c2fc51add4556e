import type { SystemContext } from '../context/context.js';
import { WAIT_HOURS } from './upload.js';

/** Between a file and the row that names it lies less. */
const GRACE_MS = 3_600_000;
/** An import that has failed may be tried again for so long. */
const FAILED_DAYS = 7;

/**
 * Throws away what nobody needs any more: files to which nothing has come for a day and that no import reads, with their rows;
 * bytes that no row names, as those of people who are gone; rows whose bytes are gone.
 *
 * @param now for tests
 */
export async function sweepUploads(
  { db, inbox }: Pick<SystemContext, 'db' | 'inbox'>,
  now = new Date(),
): Promise<{ files: number; bytes: number }> {
  const sizes = new Map<string, { bytes: number; isYoung: boolean }>();
  for await (const { id, bytes, writtenAt } of inbox.list())
    sizes.set(id, { bytes, isYoung: now.getTime() - writtenAt.getTime() < GRACE_MS });

  const there = [...sizes.keys()];
  await db.$executeRaw`
    DELETE FROM upload
    WHERE (
        COALESCE(held_until, created_at) < ${now}::timestamptz - ${WAIT_HOURS} * interval '1 hour'
        OR (created_at < ${now}::timestamptz - interval '1 hour' AND NOT id = ANY(${there}))
      )
      AND (held_by IS NULL OR held_until < ${now}::timestamptz)
      AND NOT EXISTS (
        SELECT FROM import WHERE upload_id = upload.id AND (
          state IN ('queued', 'running')
          OR (state = 'failed' AND import.created_at > ${now}::timestamptz - ${FAILED_DAYS} * interval '1 day')
        )
      )`;
  const rows = await db.upload.findMany({ where: { id: { in: there } }, select: { id: true } });
  const named = new Set(rows.map(({ id }) => id));
  const freed = { files: 0, bytes: 0 };
  for (const [id, { bytes, isYoung }] of sizes) {
    if (named.has(id) || isYoung) continue;
    await inbox.remove(id);
    freed.files++;
    freed.bytes += bytes;
  }
  return freed;
}
