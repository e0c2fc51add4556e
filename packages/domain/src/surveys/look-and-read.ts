import { type Columns, roleIn } from '@querent/contracts';
import { type FileInput, FormatError, type Importer, type Look } from '@querent/formats';
import { type Budget, type ReadFile, readWithin } from './read-within.js';
import { newFileTally, type TallyOptions } from './tally-file.js';

interface LookedAt {
  look: Look;
  columns: Columns;
  read: ReadFile;
  /** What the columns lack that were chosen: then nothing is read. */
  problem: string | null;
}

/** So long a file is read, however long the look has taken: the first of many pictures are all of one class. */
const LEAST_MS = 500;

/**
 * Looks at the beginning of a file and reads it by what the look proposes.
 *
 * @param options as somebody gave them
 * @throws FormatError where no other choice of columns mends it
 */
export async function lookAndRead(
  importer: Importer,
  file: FileInput,
  options: Record<string, unknown>,
  { deadlineMs: givenMs, bytes, ...how }: Budget & Omit<TallyOptions, 'columns'>,
): Promise<LookedAt> {
  const { look, problem } = await lookOrPropose(importer, file, options);
  const columns = rolesOf(look);
  const none = { ...newFileTally(), isWhole: true, share: 1 };
  if (problem !== null) return { look, columns, read: none, problem };
  try {
    const deadlineMs = Math.max(givenMs, performance.now() + LEAST_MS);
    const read = await readWithin(importer, file, look.options, { ...how, bytes, deadlineMs, columns });
    return { look, columns, read, problem };
  } catch (error) {
    if (isOfColumns(error)) return { look, columns, read: none, problem: error.message };
    throw error;
  }
}

/** A look; where the chosen columns allow none, one without them, whose roles stay those that were chosen. */
async function lookOrPropose(importer: Importer, file: FileInput, options: Record<string, unknown>) {
  try {
    return { look: await importer.look(file, options), problem: null };
  } catch (error) {
    if (!isOfColumns(error) || options.columns === undefined) throw error;
    const { columns: _, ...others } = options;
    const proposed = await importer.look(file, others);
    const chosen = options.columns as Columns; // the look before has parsed them
    const columns = proposed.columns.map((column) => ({ ...column, role: roleIn(chosen, column.name) ?? column.role }));
    return { look: { ...proposed, columns }, problem: error.message };
  }
}

const rolesOf = ({ columns }: Look): Columns => Object.fromEntries(columns.map(({ name, role }) => [name, role]));

/** Another choice of columns mends it. */
const isOfColumns = (error: unknown): error is FormatError =>
  error instanceof FormatError && (error.code === 'unknown_column' || error.code === 'missing_content');
