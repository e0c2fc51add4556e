import { DataType, type Table, tableFromIPC, type Vector } from 'apache-arrow';
import { FormatError } from '../format-error.js';
import type { NumberArray } from '../npy/number-array.js';

/** The column whose texts say which record a row is of. */
const RECORD = 'record';

/** Predictions of a table: a column each of numbers, or of lists that are equally long. */
export interface PredictionTable extends NumberArray {
  /** Names of the columns of numbers, in their order. */
  columns: string[];
  /** Ids of records, where a column says so. */
  records?: string[];
}

/**
 * Reads a table of Arrow, as a stream or a file, with a column of numbers for each class. Lists in the cells are the draws of a
 * record.
 *
 * @returns [N, columns], or [S, N, columns] where the cells are lists
 * @throws FormatError not_this_format for a table that cannot be read so; missing_number
 */
export function readPredictionTable(bytes: Uint8Array): PredictionTable {
  const table = tableOf(bytes);
  const fields = table.schema.fields.filter(({ name }) => name !== RECORD);
  const columns = fields.map(({ name }) => name);
  if (columns.length === 0)
    throw new FormatError('not_this_format', 'The table has no column of numbers. It needs one for each class.');
  const count = table.numRows;
  const vectors = columns.map((name) => table.getChild(name)!);
  const areLists = vectors.map(({ type }) => DataType.isList(type) || DataType.isFixedSizeList(type));
  if (areLists.some((one) => one !== areLists[0]))
    throw new FormatError('not_this_format', 'Some columns hold numbers, others lists of them. All need the same.');
  const samples = areLists[0] ? lengthOf(vectors[0]!, columns[0]!) : 1;
  const values = new Float64Array(samples * count * columns.length);
  for (const [column, vector] of vectors.entries())
    for (let row = 0; row < count; row++) {
      const own = areLists[0] ? listOf(vector.get(row), samples, { row, name: columns[column]! }) : [vector.get(row)];
      for (let s = 0; s < samples; s++)
        values[(s * count + row) * columns.length + column] = numberOf(own[s], { row, name: columns[column]! });
    }
  const ids = table.getChild(RECORD);
  const records = ids && { records: Array.from({ length: count }, (_, row) => String(ids.get(row))) };
  const shape = areLists[0] ? [samples, count, columns.length] : [count, columns.length];
  return { columns, shape, values, ...(records ?? {}) };
}

function tableOf(bytes: Uint8Array): Table {
  try {
    return tableFromIPC(bytes);
  } catch (cause) {
    throw new FormatError(
      'not_this_format',
      'It is no table of Arrow, is cut off or compressed. Write it as a stream of Arrow IPC without compression.',
      { cause },
    );
  }
}

type Cell = { row: number; name: string };

const lengthOf = (vector: Vector, name: string): number =>
  vector.length === 0 ? 0 : [...listOf(vector.get(0), null, { row: 0, name })].length;

function listOf(cell: unknown, length: number | null, { row, name }: Cell): unknown[] {
  const own = cell && typeof cell === 'object' && Symbol.iterator in cell ? [...(cell as Iterable<unknown>)] : null;
  if (own === null) throw new FormatError('missing_number', `Row ${row} of the column "${name}" is empty.`);
  if (length !== null && own.length !== length)
    throw new FormatError(
      'not_this_format',
      `Row ${row} of the column "${name}" has ${own.length} draws, and the first has ${length}. All need as many.`,
    );
  return own;
}

function numberOf(cell: unknown, { row, name }: Cell): number {
  if (typeof cell === 'number') return cell;
  if (typeof cell === 'bigint') return Number(cell);
  throw new FormatError(
    'missing_number',
    cell === null || cell === undefined
      ? `Row ${row} of the column "${name}" is empty.`
      : `Row ${row} of the column "${name}" is no number. Only "${RECORD}" may hold texts.`,
  );
}
