import { type ColumnRole, Columns, type RecordKind, roleIn } from '@querent/contracts';
import { type Db, jsonOf } from '@querent/db';
import { type FileInput, FormatError, type Importer, type Look } from '@querent/formats';
import { z } from 'zod';
import { UPLOAD } from '../imports/source.js';

/** How an import before has read the columns of its file. */
export interface EarlierReading {
  name: string;
  createdAt: Date;
  columns: Columns;
  labelSeparator?: string | undefined;
}

/** Imports that are looked through, the last ones. */
const MOST = 50;
/** Options that say how columns are read: none of imports that nobody has told. */
const Told = z.object({ columns: Columns, labelSeparator: z.string().optional() });

/** Of the imports into a project the one whose file shares most columns with this one, the last of several. */
export async function findEarlierReading(
  db: Db,
  projectId: string,
  names: readonly string[],
): Promise<EarlierReading | null> {
  const rows = await db.import.findMany({
    where: { projectId, source: UPLOAD, state: 'done' },
    select: { name: true, createdAt: true, options: true },
    orderBy: { createdAt: 'desc' },
    take: MOST,
  });
  const [best] = rows
    .flatMap(({ options, ...row }) => {
      const { data } = Told.safeParse(jsonOf(options));
      return data
        ? [{ ...row, ...data, shared: names.filter((name) => Object.hasOwn(data.columns, name)).length }]
        : [];
    })
    .filter(({ shared }) => shared > 0)
    .sort((a, b) => b.shared - a.shared);
  return best ?? null;
}

/** Whether the columns of the same names are read as then. */
export const isReadAs = ({ columns }: EarlierReading, roles: Columns): boolean =>
  Object.entries(roles).every(([name, role]) => (roleIn(columns, name) ?? role) === role);

interface Into {
  id: string;
  recordKind: RecordKind;
}

/**
 * Options that start from how the project has read such columns before: those of the same names are what they were, and the others
 * what they seem to be beside them.
 *
 * @param given options by which nobody has said what columns are
 */
export async function startFromEarlier(
  db: Db,
  { id, recordKind }: Into,
  importer: Importer,
  file: FileInput,
  given: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const look = await lookOrNone(importer, file, given);
  const proposed = look?.columns ?? [];
  const earlier = await findEarlierReading(
    db,
    id,
    proposed.map(({ name }) => name),
  );
  if (!earlier) return given;
  const known = proposed.flatMap(({ name }) => roleIn(earlier.columns, name) ?? []);
  const columns = Object.fromEntries(
    proposed.map(({ name, role }) => [name, roleIn(earlier.columns, name) ?? besideOthers(role, known, recordKind)]),
  );
  const { labelSeparator } = earlier;
  const isLabelKnown = proposed.some(({ name }) => roleIn(earlier.columns, name) === 'label');
  return { ...(isLabelKnown && labelSeparator !== undefined ? { labelSeparator } : {}), ...given, columns };
}

/** What is wrong with the file is said where it is looked at for good. */
async function lookOrNone(importer: Importer, file: FileInput, given: Record<string, unknown>): Promise<Look | null> {
  try {
    return await importer.look(file, given);
  } catch (error) {
    if (error instanceof FormatError) return null;
    throw error;
  }
}

const CONTENTS: readonly ColumnRole[] = ['text', 'image', 'vector'];
const OF_ROWS: readonly ColumnRole[] = ['number', 'category', 'date'];
const ANSWERS: readonly ColumnRole[] = ['label', 'flag'];

/** The role of a column that was not there before: what others are for, and columns that rows have not, are kept beside. */
function besideOthers(role: ColumnRole, known: readonly ColumnRole[], kind: RecordKind): ColumnRole {
  const isTaken = (roles: readonly ColumnRole[]) => roles.some((one) => known.includes(one));
  const ofRows = kind === 'row' ? OF_ROWS : [];
  if (ofRows.includes(role)) return isTaken(OF_ROWS) ? 'metadata' : role;
  if (CONTENTS.includes(role)) return isTaken([...CONTENTS, ...ofRows]) ? 'metadata' : role;
  if (ANSWERS.includes(role)) return isTaken(ANSWERS) && !(role === 'flag' && isTaken(['flag'])) ? 'metadata' : role;
  return (role === 'id' || role === 'split') && isTaken([role]) ? 'metadata' : role;
}
