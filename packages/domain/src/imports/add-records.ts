import type { AddedRecords, AddingOptions, RemoveRecords } from '@querent/contracts';
import { notifyProject, transaction } from '@querent/db';
import { FormatError, type Imported, isRecord, isRejected } from '@querent/formats';
import { requireManager } from '../context/access.js';
import type { Context } from '../context/context.js';
import { DomainError } from '../errors.js';
import { startDueRound } from '../rounds/next-round.js';
import { addBatch } from './add-batch.js';
import { openForLabelling, prepareRounds } from './after-adding.js';
import { UNFINISHED_IMPORT } from './attempts.js';
import { BATCH, batchesOf, PICTURES } from './batches.js';
import { notesOn, REFUSED_SHOWN } from './notes.js';
import { type Notice, noticeInWords, noticesIn, withNotices } from './notices.js';
import { inOrderOf, type Refused, takeRecords } from './take-records.js';
import { NOTHING, sumOf } from './tally.js';
import { withdraw } from './withdraw.js';

/**
 * Adds records to a project, as many as come, in batches that are kept as they come: whoever is cut off sends them again, and
 * what is there is recognised by its id or its content. Nobody is asked about the first ones before the end, unless `more`
 * says that others follow.
 *
 * @throws project_not_found, forbidden, import_running; storage_failed, disk_full
 */
export async function addRecords(
  context: Context,
  { projectId, more, ...how }: AddingOptions & { projectId: string },
  records: AsyncIterable<Imported>,
): Promise<AddedRecords> {
  const { db, actor } = context;
  await requireManager(db, actor, projectId);
  await refuseDuringImport(context, projectId);
  const target = { projectId, importId: null, how };
  let tally = NOTHING;
  let first: number | undefined;
  const rejected: Refused[] = [];
  let notices: Notice[] = [];
  for await (const batch of batchesOf(orNone(records), { records: BATCH, pictures: PICTURES })) {
    const taken = await takeRecords(context, { projectId, newClasses: false }, batch.filter(isRecord));
    const result = await addBatch(context, target, taken);
    first ??= result.first;
    const refused = inOrderOf(batch, [...batch.filter(isRejected), ...result.refused]);
    rejected.push(...refused.slice(0, REFUSED_SHOWN - rejected.length));
    notices = withNotices(notices, noticesIn(batch, refused));
    tally = sumOf(tally, { ...result, refused: refused.length });
    await notifyProject(db, projectId);
  }
  const opened = await openForLabelling(context, projectId, { more });
  await prepareRounds(context, projectId);
  const { added, known, restored, refused: rejectedCount } = tally;
  const isNone = added + known + restored + rejectedCount === 0;
  const none = isNone ? ['No records were sent.'] : [];
  const said = notices.map(noticeInWords);
  const notes = [...none, ...(await notesOn(db, projectId, { tally, ...opened, first, more })), ...said];
  return { added, known, restored, holdout: opened.holdout, rejectedCount, rejected, notes };
}

/** None is no fault: a last sending may say no more than that there is nothing to come. */
async function* orNone(records: AsyncIterable<Imported>): AsyncGenerator<Imported> {
  try {
    yield* records;
  } catch (error) {
    if (!(error instanceof FormatError) || error.code !== 'empty_file') throw error;
  }
}

/** @throws import_running */
async function refuseDuringImport({ db }: Context, projectId: string): Promise<void> {
  const running = await db.import.count({ where: { projectId, state: { in: UNFINISHED_IMPORT } } });
  if (running > 0)
    throw new DomainError(
      'import_running',
      'Records are being imported into this project. Add others once that is done.',
    );
}

/** Removes records by their ids, here or with whoever brought them. @throws project_not_found, forbidden */
export async function removeRecords(
  { db, queue, actor }: Context,
  { projectId, recordIds = [], ids = [] }: RemoveRecords & { projectId: string },
): Promise<{ removed: number }> {
  await requireManager(db, actor, projectId);
  const removed = await transaction(db, async (tx) => {
    await tx.$queryRaw`SELECT id FROM project WHERE id = ${projectId} FOR NO KEY UPDATE`;
    const found = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM record WHERE project_id = ${projectId} AND (id = ANY(${recordIds}) OR external_id = ANY(${ids}))
      ORDER BY id FOR UPDATE`;
    const count = await withdraw(
      tx,
      projectId,
      found.map(({ id }) => id),
      true,
    );
    await notifyProject(tx, projectId);
    return count;
  });
  await startDueRound({ db, queue }, projectId);
  return { removed };
}
