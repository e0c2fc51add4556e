import { transaction } from '@querent/db';
import { DomainError } from '../errors.js';
import { openForLabelling, prepareRounds } from '../imports/after-adding.js';
import { enqueueAfterCommit } from '../queue/enqueue-after-commit.js';
import { roundJob } from '../queue/jobs.js';
import { refusalOf } from '../refusal-of.js';
import { planNextRound } from '../rounds/next-round.js';
import { followTasks } from './follow-tasks.js';
import { type StudioRow, type StudioSystemContext, studioOf } from './link.js';
import { noteFromThere } from './note-tasks.js';
import { type StudioClient, studioClient } from './studio-client.js';
import { tellVersion } from './tell-version.js';

const FIRST_PAUSE_SECONDS = 5;
const LONGEST_PAUSE_SECONDS = 600;

/**
 * Brings a connection up to date: fetches what is new there, trains where that was asked for, and tells which model serves. What
 * still waits stands in its rows, so that one that is cut short goes on. Where Label Studio is away it is tried again, less and
 * less often, and the row says why.
 */
export async function syncStudio(
  context: StudioSystemContext,
  { linkId }: { linkId: string },
  signal: AbortSignal,
): Promise<void> {
  const { db } = context;
  const link = await db.studioLink.findFirst({ where: { id: linkId, project: { removedAt: null } } });
  if (!link) return;
  try {
    const client = studioClient(studioOf(link, context.vault), signal, context.rules);
    await bringUpToDate(context, link, client, signal);
    const data = { error: null, failedAt: null, failures: 0, retryAt: null };
    await db.studioLink.updateMany({ where: { id: linkId }, data });
  } catch (unknown) {
    if (signal.aborted) throw unknown;
    const error = refusalOf(unknown);
    // What is not Label Studio's doing is the queue's to try again.
    if (!(error instanceof DomainError)) throw unknown;
    await noteFailure(context, linkId, error);
  }
}

async function bringUpToDate(context: StudioSystemContext, link: StudioRow, client: StudioClient, signal: AbortSignal) {
  const { db } = context;
  await noteFromThere(db, link, client);
  let followed = 0;
  for (let count = -1; count !== 0; followed += count) {
    signal.throwIfAborted();
    count = await followTasks(context, link, client);
  }
  if (followed > 0) {
    await openForLabelling(context, link.projectId, { more: false });
    await prepareRounds(context, link.projectId);
  }
  if (link.trainAskedAt) await trainNow(context, link);
  await tellVersion(context, link, client, signal);
}

/** Where nothing is new, or a model is being trained, there is nothing to do: who asked is not told, and need not be. */
async function trainNow({ db, queue }: StudioSystemContext, { id, projectId, trainAskedAt }: StudioRow): Promise<void> {
  const round = await transaction(db, async (tx) => {
    const planned = await planNextRound(tx, projectId, 'button');
    await tx.studioLink.updateMany({ where: { id, trainAskedAt }, data: { trainAskedAt: null } });
    return planned;
  });
  if (round) await enqueueAfterCommit(queue, roundJob(round.id));
}

async function noteFailure({ db }: StudioSystemContext, id: string, { code, detail, retryAfterSeconds }: DomainError) {
  // A model that is being made ready is no failure.
  if (code === 'model_not_ready') {
    await db.$executeRaw`
      UPDATE studio_link SET retry_at = now() + make_interval(secs => ${retryAfterSeconds ?? FIRST_PAUSE_SECONDS}) WHERE id = ${id}`;
    return;
  }
  await db.$executeRaw`
    UPDATE studio_link SET error = ${detail}, failed_at = now(), failures = failures + 1,
      retry_at = now() + make_interval(secs => least(${LONGEST_PAUSE_SECONDS}, ${FIRST_PAUSE_SECONDS} * power(2, least(failures, 20))))
    WHERE id = ${id}`;
}
