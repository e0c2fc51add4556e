import type { AddedRecords, AddingOptions, RemoveRecords } from '@querent/contracts';
import { notifyProject, transaction } from '@querent/db';
import { FormatError, type Imported, type ImportedRecord, isNotice, isRecord, isRejected } from '@querent/formats';
import { requireManager } from '../context/access.js';
import type { Context } from '../context/context.js';
import { DomainError } from '../errors.js';
import { startDueRound } from '../rounds/next-round.js';
import { addBatch, BATCH, type Differing } from './add-batch.js';
import { afterAdding } from './after-adding.js';
import { UNFINISHED_IMPORT } from './attempts.js';
import { inOrderOf, type Refused } from './take-records.js';
import { withdraw } from './withdraw.js';

const SHOWN = 100;
const NOTICES_SHOWN = 20;
/** Of a batch: their bytes are in memory. */
const PICTURES = 25;

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
  const total = { added: 0, known: 0, restored: 0, toHoldout: 0, refused: 0 };
  const differing: Differing = { ids: 0, labels: 0, splits: 0 };
  const rejected: Refused[] = [];
  const notices: string[] = [];
  for await (const batch of batchesOf(orNone(records))) {
    const result = await addBatch(context, { projectId, importId: null, how }, batch.filter(isRecord));
    const refused = inOrderOf(batch, [...batch.filter(isRejected), ...result.refused]);
    rejected.push(...refused.slice(0, SHOWN - rejected.length).map(({ place, reason }) => ({ place, reason })));
    const said = batch.filter(isNotice).map(({ place, notice }) => `${place}: ${notice}`);
    notices.push(...said.slice(0, NOTICES_SHOWN - notices.length));
    total.added += result.added;
    total.known += result.known;
    total.restored += result.restored;
    total.toHoldout += result.toHoldout;
    total.refused += refused.length;
    differing.ids += result.differing.ids;
    differing.labels += result.differing.labels;
    differing.splits += result.differing.splits;
    await notifyProject(db, projectId);
  }
  const { hadBegun } = await afterAdding(context, projectId, { more });
  const holdout = await db.record.count({ where: { projectId, split: 'holdout', removedAt: null } });
  const { added, known, restored, refused: rejectedCount } = total;
  const isNone = total.added + total.known + total.restored + total.refused === 0;
  const none = isNone ? ['No records were sent.'] : [];
  const missed = hadBegun ? [] : await noteOnDrawing(db, { projectId, holdout });
  const notes = [...none, ...notesOn(total, hadBegun), ...missed, ...notesOnKnown(differing), ...notices];
  return { added, known, restored, holdout, rejectedCount, rejected, notes };
}

function notesOn({ toHoldout, known, added }: { toHoldout: number; known: number; added: number }, hadBegun: boolean) {
  const notes: string[] = [];
  if (hadBegun && toHoldout > 0)
    notes.push(
      `${toHoldout} ${toHoldout === 1 ? 'record' : 'records'} joined the holdout: figures from the next model on stand on other records than those before, so the curve has a step here.`,
    );
  if (known > 0 && added === 0) notes.push('All of these records were there already.');
  return notes;
}

/** That labelling has begun with a smaller holdout than the project asks for: it is not drawn again. */
async function noteOnDrawing(db: Context['db'], { projectId, holdout }: { projectId: string; holdout: number }) {
  const project = await db.project.findUniqueOrThrow({ where: { id: projectId } });
  if (project.begunAt === null || holdout >= project.holdout) return [];
  return [
    `The project asks for a holdout of ${project.holdout}, and labelling has begun with ${holdout || 'none'}: at most half of the records with a label are drawn.${holdout ? '' : ' Without a holdout no model is measured.'} Add records with "split": "holdout" and a label to measure models on them.`,
  ];
}

/** What was brought of records that were there already, and has changed nothing. */
function notesOnKnown({ ids, labels, splits }: Differing): string[] {
  const said: [number, string][] = [
    [ids, `Not added, since a content is asked about once: ${ids} with a new id and the content of another record.`],
    [labels, `Labels that differ from those here: ${labels}. Those here stay.`],
    [splits, `Splits that differ from those here: ${splits}. Records stay where they are.`],
  ];
  return said.flatMap(([count, sentence]) => (count > 0 ? [sentence] : []));
}

/** None is no fault: a last sending may say no more than that there is nothing to come. */
async function* orNone(records: AsyncIterable<Imported>): AsyncGenerator<Imported> {
  try {
    yield* records;
  } catch (error) {
    if (!(error instanceof FormatError) || error.code !== 'empty_file') throw error;
  }
}

async function* batchesOf(records: AsyncIterable<Imported>) {
  let [batch, pictures]: [Imported[], number] = [[], 0];
  for await (const one of records) {
    batch.push(one);
    if (isRecord(one) && hasPicture(one)) pictures++;
    if (batch.length < BATCH && pictures < PICTURES) continue;
    yield batch;
    [batch, pictures] = [[], 0];
  }
  if (batch.length > 0) yield batch;
}

const hasPicture = ({ content }: ImportedRecord) =>
  content.kind === 'image' || (content.kind === 'vector' && content.image !== undefined);

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
