import { Import, many } from '@querent/contracts';
import { jsonOf, notifyProject, transaction } from '@querent/db';
import type { SystemContext } from '../context/context.js';
import { DomainError } from '../errors.js';
import { readLimits } from '../limits/read-limits.js';
import { openForLabelling, prepareRounds } from './after-adding.js';
import { forgetUpload } from './free-upload.js';
import { tallyOf } from './keep-place.js';
import { noteOnClasses, notesOn } from './notes.js';
import { notesOfRow } from './notices.js';

/** Records after which the database looks anew at what its tables hold, which by itself it does a minute later. */
const MANY = 10_000;

/**
 * Ends an import whose records are in: features are made of them, people may be asked, and its file goes.
 *
 * @throws import_failed where no record has come in
 */
export async function finishImport(
  context: SystemContext,
  importId: string,
  { isFull }: { isFull: boolean },
): Promise<void> {
  const { db, inbox } = context;
  const row = await db.import.findUniqueOrThrow({ where: { id: importId } });
  const { projectId, uploadId } = row;
  const tally = tallyOf(row);
  if (tally.added + tally.known + tally.restored === 0)
    throw new DomainError('import_failed', isFull ? await tooMany(context) : none(row.rejected));
  if (tally.added >= MANY) await db.$executeRaw`ANALYZE record, oracle_answer, label, annotation`;
  const opened = await openForLabelling(context, projectId, { more: false });
  const notes = [
    ...(isFull ? [await tooMany(context)] : []),
    ...(await notesOn(db, projectId, { tally, ...opened })),
    ...((jsonOf(row.how) as { newClasses?: boolean }).newClasses ? await noteOnClasses(db, projectId) : []),
    ...notesOfRow(row.notices),
  ];
  await prepareRounds(context, projectId);
  // Together: of an import that is done nobody would come back for the file.
  const isFree = await transaction(db, async (tx) => {
    await tx.$executeRaw`
      UPDATE import SET state = 'done', total = done, notices = ${JSON.stringify(notes)}::jsonb, finished_at = clock_timestamp()
      WHERE id = ${importId} AND state = 'running'`;
    return uploadId !== null && (await forgetUpload(tx, uploadId));
  });
  if (isFree) await inbox.remove(uploadId!);
  await notifyProject(db, projectId);
}

/** What is said of a file in which everything was refused. */
function none(rejected: unknown): string {
  const [first] = Import.shape.rejected.parse(rejected);
  const why = first ? ` ${first.name}: ${first.reason}` : '';
  return `None of the records could be read.${why} See the list of what was left out, put that right or choose another way to read the file, and import it again.`;
}

async function tooMany({ db }: SystemContext): Promise<string> {
  const { projectRecords } = await readLimits(db);
  return `A project has at most ${many(projectRecords, 'record')}: the rest of the file was left out. Ask an admin to raise that limit, then import the file again; what is there already is recognised.`;
}
