import type { Import, StartImport } from '@querent/contracts';
import { jsonOf, notifyProject, type Prisma, transaction } from '@querent/db';
import { chooseImporters, FormatError, getImporter, type Importer } from '@querent/formats';
import type { Inbox } from '@querent/storage';
import { requireManager } from '../context/access.js';
import type { Context } from '../context/context.js';
import { DomainError } from '../errors.js';
import { enqueueAfterCommit } from '../queue/enqueue-after-commit.js';
import { importJob } from '../queue/jobs.js';
import { holdUpload } from '../uploads/upload.js';
import { getWholeUpload, type InboxFile, inboxInput } from '../uploads/whole-upload.js';
import { UNFINISHED_IMPORT } from './attempts.js';
import { UPLOAD } from './source.js';
import { toImport } from './to-import.js';
import { unreadable } from './upload-source.js';

/**
 * Has a file that the actor has sent imported into a project, in the background.
 *
 * @throws project_not_found, forbidden, upload_not_found, upload_unfinished, file_unreadable, import_running; invalid_input where
 *   the options are none of its format
 */
export async function startImport(
  context: Context,
  { projectId, ...given }: StartImport & { projectId: string },
): Promise<Import> {
  const { db, queue, actor } = context;
  await requireManager(db, actor, projectId);
  const data = await checkImport(context, given);
  const row = await transaction(db, async (tx) => {
    await tx.$queryRaw`SELECT id FROM project WHERE id = ${projectId} FOR NO KEY UPDATE`;
    const unfinished = await tx.import.count({ where: { projectId, state: { in: UNFINISHED_IMPORT } } });
    if (unfinished > 0)
      throw new DomainError('import_running', 'Records are being imported into this project. Import others after it.');
    await holdUpload(tx, given.uploadId);
    const made = await tx.import.create({ data: { projectId, ...data } });
    await notifyProject(tx, projectId);
    return made;
  });
  await enqueueAfterCommit(queue, importJob(row.id));
  return toImport(row);
}

/**
 * The row of an import that may begin: its file is the actor's and whole, and can be read as it is to be.
 *
 * @throws upload_not_found, upload_unfinished, file_unreadable, invalid_input
 */
export async function checkImport(
  context: Pick<Context, 'db' | 'inbox' | 'actor'>,
  { uploadId, format, options, ...how }: StartImport,
): Promise<Omit<Prisma.ImportUncheckedCreateInput, 'projectId'>> {
  const upload = await getWholeUpload(context, uploadId);
  const importer = format === undefined ? await chosenFor(context.inbox, upload) : named(format);
  const { error } = importer.options.safeParse(options);
  if (error)
    throw new DomainError('invalid_input', `${importer.title} is not read with these options: ${issuesOf(error)}.`);
  return {
    source: UPLOAD,
    uploadId,
    name: upload.name,
    format: importer.id,
    options: jsonOf(options),
    how: jsonOf(how),
  };
}

const issuesOf = ({ issues }: { issues: { path: PropertyKey[]; message: string }[] }) =>
  issues.map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message)).join('; ');

/** @throws file_unreadable */
async function chosenFor(inbox: Inbox, upload: InboxFile): Promise<Importer> {
  try {
    return (await chooseImporters(await inboxInput(inbox, upload)))[0];
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new DomainError('file_unreadable', unreadable(upload.name, error), { cause: error });
  }
}

/** @throws invalid_input */
function named(format: string): Importer {
  try {
    return getImporter(format);
  } catch (error) {
    if (error instanceof FormatError) throw new DomainError('invalid_input', error.message, { cause: error });
    throw error;
  }
}
