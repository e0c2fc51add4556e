import type { ChangeColumns, EncodedColumn, Project } from '@querent/contracts';
import { jsonOf } from '@querent/db';
import { requireManager } from '../context/access.js';
import type { Context } from '../context/context.js';
import { encodedColumns, hasColumns, leavesOut, withRoles } from '../encodings/columns.js';
import { findLatestEncoding } from '../encodings/encoding.js';
import { DomainError } from '../errors.js';
import { updateProject } from './update-project.js';

interface Where {
  projectId: string;
}

/** What became of each column of a table; none of other records. @throws project_not_found, forbidden */
export async function listColumns(context: Context, { projectId }: Where): Promise<EncodedColumn[]> {
  await requireManager(context.db, context.actor, projectId);
  const { encoding, names } = await readColumns(context, projectId);
  return hasColumns(encoding) ? encodedColumns(encoding, names) : [];
}

/** Records of which the first are looked at for what is kept beside them. */
const LOOKED_AT = 1_000;

/** What is kept beside the records of a project, by its names, and not learned from. @throws project_not_found, forbidden */
export async function listMetadata({ db, actor }: Context, { projectId }: Where): Promise<string[]> {
  await requireManager(db, actor, projectId);
  const rows = await db.$queryRaw<{ name: string }[]>`
    SELECT DISTINCT jsonb_object_keys(metadata) AS name
    FROM (SELECT metadata FROM record WHERE project_id = ${projectId} AND removed_at IS NULL ORDER BY index LIMIT ${LOOKED_AT}) first
    WHERE jsonb_typeof(metadata) = 'object' ORDER BY name`;
  return rows.map(({ name }) => name);
}

/**
 * Learns from columns as something else: they become options of the encoder, and features are made anew in the background.
 *
 * @throws project_not_found, forbidden, invalid_input
 */
export async function changeColumns(context: Context, { projectId, columns }: ChangeColumns & Where): Promise<Project> {
  await requireManager(context.db, context.actor, projectId);
  const { encoding, names } = await readColumns(context, projectId);
  if (!hasColumns(encoding))
    throw new DomainError('invalid_input', 'Models do not learn from the columns of these records, one by one.');
  const unknown = Object.keys(columns).find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new DomainError('invalid_input', `No column is called "${unknown}". There are: ${names.join(', ')}.`);
  const options = withRoles(jsonOf(encoding.options), columns);
  if (names.every((name) => leavesOut(options, name)))
    throw new DomainError(
      'invalid_input',
      'Every column would be left out. Choose one at least that models learn from.',
    );
  return updateProject(context, { projectId, settings: { encoder: { id: encoding.encoder, options } } });
}

async function readColumns({ db }: Context, projectId: string) {
  const [{ recordShape }, encoding] = await Promise.all([
    db.project.findUniqueOrThrow({ where: { id: projectId }, select: { recordShape: true } }),
    findLatestEncoding(db, projectId),
  ]);
  return { encoding, names: (recordShape as { columns?: string[] } | null)?.columns ?? [] };
}
