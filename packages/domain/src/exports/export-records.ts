import { type ExportQuery, recordKindOf } from '@querent/contracts';
import type { Db } from '@querent/db';
import { type Exporter, exporters, type Layout, type OutgoingRecord } from '@querent/formats';
import { requireManager } from '../context/access.js';
import type { Context } from '../context/context.js';
import { databaseTime } from '../context/database-time.js';
import { DomainError } from '../errors.js';
import { likelihoodOf, type ProjectTask, taskSelect, toProjectTask } from '../tasks/project-task.js';
import { fileNameOf } from './file-name.js';
import { toldNames, toOutgoing } from './outgoing.js';
import { readRows, type Which } from './read-rows.js';
import { scoresOf } from './scores.js';

/** Names of metadata that get a column each. */
const MOST_COLUMNS = 500;

/** A file that is made while it is read. */
export interface ExportFile {
  name: string;
  mediaType: string;
  bytes: AsyncIterable<Uint8Array>;
}

/**
 * The records of a project that have not been removed, or the answers to them that stand, as a file of any length. Each row is
 * as it stands when it is read; whoever stops reading ends the work.
 *
 * @throws project_not_found, forbidden; invalid_input where the format is not for such records. Reading throws
 * object_not_found, object_corrupt, storage_failed
 */
export async function exportRecords(
  { db, store, actor }: Context,
  { projectId, format, pictures = format === 'jsonl', ...filter }: ExportQuery & { projectId: string },
): Promise<ExportFile> {
  await requireManager(db, actor, projectId);
  const { name, recordKind, recordShape, ...task } = await db.project.findUniqueOrThrow({
    where: { id: projectId },
    select: { name: true, recordKind: true, recordShape: true, ...taskSelect },
  });
  const exporter = exporters[format];
  if (!exporter.takes.includes(recordKind)) throw new DomainError('invalid_input', otherKind(exporter, recordKind));
  const which: Which = { ...filter, projectId, recordKind };
  const layout: Layout = {
    kind: recordKind,
    columns: recordKind === 'row' ? columnsIn(recordShape) : [],
    metadata: format === 'jsonl' ? [] : await metadataNames(db, projectId),
    told: toldNames(filter.rows, likelihoodOf(task.taskKind)),
    hasPictures: pictures,
    isByClass: task.taskKind === 'single_choice',
  };
  const { extension, mediaType } = exporter;
  return {
    name: fileNameOf(name, filter.rows, { extension, day: await databaseTime(db) }),
    mediaType,
    bytes: exporter.write(outgoing({ db, store }, which, toProjectTask(task)), layout),
  };
}

async function* outgoing(
  { db, store }: Pick<Context, 'db' | 'store'>,
  which: Which,
  task: ProjectTask,
): AsyncGenerator<OutgoingRecord> {
  const readScores = scoresOf(db);
  for await (const rows of readRows(db, which)) {
    const scores = await readScores(rows.flatMap(({ scoredIn }) => scoredIn ?? []));
    for (const row of rows) yield toOutgoing(row, { which, task, store, scores });
  }
}

const otherKind = ({ title }: Exporter, kind: Which['recordKind']) =>
  `“${title}” is for projects of ${recordKindOf('image').plural}, and the records of this one are ${recordKindOf(kind).plural}. Choose CSV or JSON Lines.`;

/** The shape of rows was written by their kind. */
export const columnsIn = (shape: unknown) => (shape as { columns: string[] } | null)?.columns ?? [];

/** In the order of the alphabet; null where they are too many. */
async function metadataNames(db: Db, projectId: string): Promise<string[] | null> {
  const rows = await db.$queryRaw<{ name: string }[]>`
    SELECT DISTINCT own.name FROM record r, jsonb_object_keys(r.metadata) AS own(name)
    WHERE r.project_id = ${projectId} AND r.removed_at IS NULL AND r.metadata <> '{}'
    ORDER BY own.name LIMIT ${MOST_COLUMNS + 1}`;
  return rows.length > MOST_COLUMNS ? null : rows.map(({ name }) => name);
}
