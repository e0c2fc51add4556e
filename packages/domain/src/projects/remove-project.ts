import type { SystemContext } from '../context/context.js';
import { freeUpload } from '../imports/free-upload.js';
import { sweepStore } from '../store/sweep-store.js';

/** Records whose rows go in one transaction: few enough that nobody waits for it. */
const BATCH = 1_000;

/**
 * Deletes the rows of a project that was removed, and frees its files. One that is cut short goes on with what is left.
 */
export async function removeProject(
  context: SystemContext,
  { projectId }: { projectId: string },
  signal: AbortSignal,
): Promise<void> {
  const { db } = context;
  if ((await db.project.count({ where: { id: projectId, removedAt: { not: null } } })) === 0) return;
  const { _min: first, _max: last } = await db.record.aggregate({
    where: { projectId },
    _min: { index: true },
    _max: { index: true },
  });
  for (let start = first.index ?? 0; start <= (last.index ?? -1); start += BATCH) {
    signal.throwIfAborted();
    // Labels, answers, leases and places in rankings go with their records.
    await db.record.deleteMany({ where: { projectId, index: { gte: start, lt: start + BATCH } } });
  }
  signal.throwIfAborted();
  const files = await db.import.findMany({ where: { projectId, uploadId: { not: null } }, select: { uploadId: true } });
  for (const { uploadId } of files) await freeUpload(context, uploadId!);
  await db.predictionSet.deleteMany({ where: { projectId } });
  await db.encoding.deleteMany({ where: { projectId } });
  await db.round.deleteMany({ where: { projectId } });
  await db.trial.deleteMany({ where: { projectId } });
  // Nothing names its files any more. It goes after them: one that is cut short here is found again by its row.
  await sweepStore(context);
  await db.project.deleteMany({ where: { id: projectId } });
}
