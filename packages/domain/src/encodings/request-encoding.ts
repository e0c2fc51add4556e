import { isDeepStrictEqual } from 'node:util';
import { type MethodChoice, ProjectSettings } from '@querent/contracts';
import { jsonOf, notifyProject, type Prisma, type Transaction, transaction } from '@querent/db';
import type { Store } from '@querent/storage';
import type { SystemContext } from '../context/context.js';
import { loadEncoders } from '../context/load-methods.js';
import { enqueueAfterCommit } from '../queue/enqueue-after-commit.js';
import { encodingJob } from '../queue/jobs.js';
import { type EncodingRow, findLatestEncoding, NO_ENCODER, UNASKED } from './encoding.js';
import { proposeFor } from './propose-encoder.js';

/**
 * Has features made of all records that have none: of the encoder that the settings name, or else of the one that the records
 * suggest. Where it is another one than before, rounds go on with the old features until the new ones are complete.
 */
export async function requestEncoding(
  { db, queue, store }: Pick<SystemContext, 'db' | 'queue' | 'store'>,
  projectId: string,
): Promise<void> {
  if (await isUnderWay({ db, store }, projectId)) return;
  const waiting = await transaction(db, async (tx) => {
    await tx.$queryRaw`SELECT id FROM project WHERE id = ${projectId} FOR NO KEY UPDATE`;
    const project = await tx.project.findUniqueOrThrow({ where: { id: projectId } });
    if (project.nextIndex === 0) return [];
    const latest = await findLatestEncoding(tx, projectId);
    const wanted = await wantedEncoding({ db: tx, store }, project, latest);
    if (wanted) await tx.encoding.create({ data: { projectId, ...wanted } });
    const ids = await queueIncomplete(tx, projectId, project);
    await notifyProject(tx, projectId);
    return ids;
  });
  for (const id of waiting) await enqueueAfterCommit(queue, encodingJob(id));
}

/** Whether the one that is wanted is being made: before it ends it looks, with the project locked, whether records have come. */
async function isUnderWay({ db, store }: { db: Transaction; store: Store }, projectId: string): Promise<boolean> {
  const [project, latest] = await Promise.all([
    db.project.findUniqueOrThrow({ where: { id: projectId } }),
    findLatestEncoding(db, projectId),
  ]);
  if (latest?.state !== 'running' || (project.encodingId ?? latest.id) !== latest.id) return false;
  return project.begunAt !== null && (await wantedEncoding({ db, store }, project, latest)) === null;
}

/**
 * What is to be encoded anew; null where the last encoding is the one that is wanted. Once people are asked, records that come
 * later change no proposal.
 */
async function wantedEncoding(
  { db, store }: { db: Transaction; store: Store },
  project: Prisma.ProjectGetPayload<object>,
  latest: EncodingRow | null,
) {
  const chosen: MethodChoice | null = ProjectSettings.parse(project.settings).encoder;
  const isSame = ({ id, options }: MethodChoice) =>
    latest !== null && latest.encoder === id && isDeepStrictEqual(latest.options, options);
  if (chosen ? isSame(chosen) : latest && project.begunAt && !latest.isChosen) return null;
  const proposed = await proposeFor({ db, store }, project);
  const encoder = chosen ?? (typeof proposed === 'string' ? null : proposed.encoder);
  if (!encoder) return { encoder: NO_ENCODER, title: 'None', state: 'failed' as const, error: proposed as string };
  if (isSame(encoder)) return null;
  const { title } = (await loadEncoders()).get(encoder.id);
  const own = { encoder: encoder.id, options: jsonOf(encoder.options), title, isChosen: chosen !== null };
  if (typeof proposed === 'string') return { ...own, reason: CHOSEN };
  return { ...own, network: jsonOf(proposed.network), reason: chosen ? CHOSEN : proposed.reason };
}

const CHOSEN = 'Chosen in the settings.';

/** The encoding that rounds use, and the one that was asked for last, where they lack records. @returns those that wait now */
async function queueIncomplete(
  tx: Transaction,
  projectId: string,
  { encodingId, nextIndex }: { encodingId: string | null; nextIndex: number },
): Promise<string[]> {
  const latest = await findLatestEncoding(tx, projectId);
  const ids = [encodingId, latest?.id ?? null].filter((id) => id !== null);
  const where = {
    id: { in: ids },
    encoder: { not: NO_ENCODER },
    state: { in: ['done' as const, 'failed' as const] },
    done: { lt: nextIndex },
  };
  await tx.encoding.updateMany({ where, data: { state: 'queued', error: null, attempts: 0, rate: null } });
  const queued = await tx.encoding.findMany({ where: { id: { in: ids }, state: 'queued' }, select: { id: true } });
  return queued.map(({ id }) => id);
}

/** Has the first questions chosen where the features were complete before people were to be asked. */
export async function requestFirstQuestions(
  { db, queue }: Pick<SystemContext, 'db' | 'queue'>,
  projectId: string,
): Promise<void> {
  const encoding = await db.encoding.findFirst({ where: { projectId, ...UNASKED }, select: { id: true } });
  if (encoding) await enqueueAfterCommit(queue, encodingJob(encoding.id));
}
