import { isDeepStrictEqual } from 'node:util';
import { type MethodChoice, ProjectSettings } from '@querent/contracts';
import { notifyProject, type Transaction, transaction } from '@querent/db';
import type { SystemContext } from '../context/context.js';
import { loadEncoders } from '../context/load-methods.js';
import { enqueueAfterCommit } from '../queue/enqueue-after-commit.js';
import { encodingJob } from '../queue/jobs.js';
import { planColdStart } from '../rounds/open-cold-start.js';
import { type EncodingRow, findLatestEncoding } from './encoding.js';
import { proposeEncoder } from './propose-encoder.js';

/**
 * Has features made of all records that have none: of the encoder that the settings name, or else of the one that the records
 * suggest. Where it is another one than before, rounds go on with the old features until the new ones are complete.
 */
export async function requestEncoding(
  { db, queue }: Pick<SystemContext, 'db' | 'queue'>,
  projectId: string,
): Promise<void> {
  const waiting = await transaction(db, async (tx) => {
    await tx.$queryRaw`SELECT id FROM project WHERE id = ${projectId} FOR NO KEY UPDATE`;
    const project = await tx.project.findUniqueOrThrow({ where: { id: projectId } });
    if (project.nextIndex === 0) return [];
    const latest = await findLatestEncoding(tx, projectId);
    const wanted = await wantedEncoder(project, latest);
    if (wanted) await tx.encoding.create({ data: { projectId, ...wanted } });
    const ids = await queueIncomplete(tx, projectId, project);
    await notifyProject(tx, projectId);
    return ids;
  });
  for (const id of waiting) await enqueueAfterCommit(queue, encodingJob(id));
}

/** What is to be encoded anew; null where the last encoding is the one that is wanted. */
async function wantedEncoder(
  { settings, recordKind }: { settings: unknown; recordKind: Parameters<typeof proposeEncoder>[0] },
  latest: EncodingRow | null,
) {
  const chosen: MethodChoice | null = ProjectSettings.parse(settings).encoder;
  const {
    id: encoder,
    options,
    reason,
  } = chosen ? { ...chosen, reason: 'Chosen in the settings.' } : proposeEncoder(recordKind);
  if (latest && latest.encoder === encoder && isDeepStrictEqual(latest.options, options)) return null;
  const { title } = (await loadEncoders()).get(encoder);
  return { encoder, options: options as object, title, reason };
}

/** The encoding that rounds use, and the one that was asked for last, where they lack records. @returns those that are to be run now */
async function queueIncomplete(
  tx: Transaction,
  projectId: string,
  { encodingId, nextIndex }: { encodingId: string | null; nextIndex: number },
): Promise<string[]> {
  const latest = await findLatestEncoding(tx, projectId);
  const ids = [encodingId, latest?.id ?? null].filter((id) => id !== null);
  const where = { id: { in: ids }, state: { in: ['done' as const, 'failed' as const] }, done: { lt: nextIndex } };
  await tx.encoding.updateMany({ where, data: { state: 'queued', error: null, attempts: 0, rate: null } });
  const queued = await tx.encoding.findMany({ where: { id: { in: ids }, state: 'queued' }, select: { id: true } });
  const waiting = queued.map(({ id }) => id);
  // One that was complete before people were to be asked has not chosen the first questions yet.
  const isAwaited = encodingId !== null && !waiting.includes(encodingId) && (await planColdStart(tx, projectId));
  return isAwaited ? [...waiting, encodingId] : waiting;
}
