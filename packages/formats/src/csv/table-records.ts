import { type Columns, roleIn } from '@querent/contracts';
import { attempt } from '../attempt.js';
import { isNeeded, kindOf, type PlanOptions, planOf } from '../columns/plan.js';
import { proposeRoles } from '../columns/propose.js';
import { FormatError } from '../format-error.js';
import type { Imported, PlainRecord } from '../imported.js';
import { cellsOf } from './cells.js';
import type { CsvOptions } from './csv-options.js';
import { isOwnTable } from './own-columns.js';
import { ownPlan } from './own-records.js';
import { readLabel } from './read-label.js';
import type { Row } from './rows.js';
import type { Table } from './table.js';

/** Rows from which the roles of columns are proposed. */
const PROPOSED_BY = 100;

/** How the rows of a table become records. */
interface Way {
  /** Rows that have been read to find it. */
  first: Row[];
  /** Of each column: whether a row may not end before it. */
  needed: boolean[];
  toRecord(cells: string[]): PlainRecord;
}

/** The records of a table, each row read by itself. */
export async function* tableRecords(table: Table, options: CsvOptions, given: PlanOptions): AsyncGenerator<Imported> {
  const { names, rows } = table;
  yield* table.notices;
  const { first, needed, toRecord } =
    isOwnTable(names) && !options.columns
      ? { first: [], needed: names.map(() => true), toRecord: ownPlan(names, given) }
      : await wayByRoles(table, options, given);

  let isEmpty = true;
  const recordsOf = (row: Row) => {
    isEmpty = false;
    return attempt(`line ${row.line}`, (say) => {
      const cells = cellsOf(row, table.delimiter, options.mostBytes);
      checkWidth(cells, needed, names, say);
      return toRecord(cells);
    });
  };
  for (const row of first) yield* recordsOf(row);
  for await (const row of rows) yield* recordsOf(row);
  if (isEmpty) yield { place: 'line 1', notice: 'There is a heading, and no record under it.' };
}

/** @throws unknown_column, missing_content */
async function wayByRoles(table: Table, options: CsvOptions, given: PlanOptions): Promise<Way> {
  const { names, rows, decimal } = table;
  const first = options.columns ? [] : await take(rows, PROPOSED_BY);
  const columns = options.columns ?? proposedFor(table, first, options);
  checkNames(columns, names);
  const plan = planOf(columns, {
    ...{ ...given, decimal },
    readLabel: (value) => readLabel(value, options.labelSeparator ?? ''),
  });
  const kind = given.isBeside ? 'vector' : kindOf(Object.values(columns))!;
  return {
    first,
    needed: names.map((name) => isNeeded(kind, roleIn(columns, name) ?? 'metadata')),
    toRecord: (cells) => plan(names.map((name, i) => [name, cells[i]] as const)),
  };
}

async function take(rows: AsyncGenerator<Row>, most: number): Promise<Row[]> {
  const taken: Row[] = [];
  while (taken.length < most) {
    const { done, value } = await rows.next();
    if (done) break;
    taken.push(value);
  }
  return taken;
}

/** What the columns seem to be. */
function proposedFor({ names, delimiter, decimal }: Table, rows: Row[], options: CsvOptions): Columns {
  const cells = rows.flatMap((row) => cellsOrNone(row, delimiter, options));
  const samples = names.map((name, i) => ({ name, values: cells.map((row) => row[i]) }));
  const proposed = proposeRoles(samples, decimal);
  // Lines that nothing cuts are texts, however short, unless they are numbers or days.
  const [only] = delimiter === '' ? names : [];
  return only !== undefined && ['category', 'metadata'].includes(proposed[only]!) ? { [only]: 'text' } : proposed;
}

/** None where the row cannot be read: that is said where it is imported. */
function cellsOrNone(row: Row, delimiter: string, { mostBytes }: CsvOptions): string[][] {
  try {
    return [cellsOf(row, delimiter, mostBytes)];
  } catch {
    return [];
  }
}

function checkNames(columns: Columns, names: string[]) {
  const unknown = Object.keys(columns).find((name) => !names.includes(name));
  if (unknown === undefined) return;
  throw new FormatError('unknown_column', `There is no column "${unknown}". There are: ${names.join(', ')}.`);
}

/** A row may end early only where what it lacks is not needed. */
function checkWidth(cells: string[], needed: boolean[], names: string[], say: (notice: string) => void) {
  if (cells.length === names.length) return;
  const counts = `It has ${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}, and the heading has ${names.length}`;
  if (cells.length > names.length) throw new FormatError('too_many_cells', `${counts}.`);
  if (needed.slice(cells.length).some(Boolean)) throw new FormatError('too_few_cells', `${counts}.`);
  say(`${counts}: without ${names.slice(cells.length).join(', ')}.`);
}

/** The first rows as a person sees them before importing. */
export async function lookAtTable(table: Table, options: CsvOptions): Promise<{ columns: Columns; rows: string[][] }> {
  const first = await take(table.rows, PROPOSED_BY);
  const proposed = proposedFor(table, first, options);
  return {
    // What was chosen for names that another delimiter or heading gave is no more.
    columns: Object.fromEntries(
      table.names.map((name) => [name, roleIn(options.columns ?? {}, name) ?? roleIn(proposed, name)!]),
    ),
    rows: first.flatMap((row) => cellsOrNone(row, table.delimiter, options)),
  };
}
