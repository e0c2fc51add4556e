import type { Import, StartImport } from '@querent/contracts';
import { jsonOf, notifyProject, type Prisma, transaction } from '@querent/db';
import { detectImporter, FormatError, getImporter, type Importer } from '@querent/formats';
import type { Inbox } from '@querent/storage';
import { requireManager } from '../context/access.js';
import type { Context } from '../context/context.js';
import { DomainError } from '../errors.js';
import { enqueueAfterCommit } from '../queue/enqueue-after-commit.js';
import { importJob } from '../queue/jobs.js';
import { UNFINISHED_IMPORT } from './attempts.js';
import { UPLOAD } from './source.js';
import { toImport } from './to-import.js';

/** So much of a file tells its format. */
const HEAD = 2 ** 16;

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
  { db, inbox, actor }: Context,
  { uploadId, format, options, ...how }: StartImport,
): Promise<Omit<Prisma.ImportUncheckedCreateInput, 'projectId'>> {
  const upload = await db.upload.findFirst({ where: { id: uploadId, personId: actor.id } });
  if (!upload)
    throw new DomainError('upload_not_found', 'This file is not here, or not any more. Send it again, then import it.');
  const { name, receivedAt } = upload;
  if (receivedAt === null)
    throw new DomainError('upload_unfinished', `${name} has not come whole yet. Import it once it has.`);
  const importer = await importerFor(inbox, { id: uploadId, name, format });
  const { error } = importer.options.safeParse(options);
  if (error)
    throw new DomainError('invalid_input', `${importer.title} is not read with these options: ${issuesOf(error)}.`);
  return { source: UPLOAD, uploadId, name, format: importer.id, options: jsonOf(options), how: jsonOf(how) };
}

const issuesOf = ({ issues }: { issues: { path: PropertyKey[]; message: string }[] }) =>
  issues.map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message)).join('; ');

async function importerFor(
  inbox: Inbox,
  { id, name, format }: { id: string; name: string; format: string | undefined },
): Promise<Importer> {
  if (format !== undefined) return named(format);
  const found = detectImporter(await headOf(inbox, id), name);
  if (found) return found;
  throw new DomainError(
    'file_unreadable',
    `What ${name} is cannot be told from its content. Say which format it has, or save it as CSV, JSON, NPY or a ZIP of pictures.`,
  );
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

async function headOf(inbox: Inbox, id: string): Promise<Uint8Array> {
  const end = Math.min(HEAD, await inbox.size(id));
  const pieces: Uint8Array[] = [];
  if (end > 0) for await (const bytes of inbox.read(id, { start: 0, end })) pieces.push(bytes);
  return Buffer.concat(pieces);
}
