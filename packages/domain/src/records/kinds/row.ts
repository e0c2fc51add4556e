import { type Cell, row as contract } from '@querent/contracts';
import { DomainError } from '../../errors.js';
import { hashOf, nearHashOfCells } from './hash.js';
import { defineKind, within } from './kind.js';

/** Columns in the order of the first row. */
interface Shape {
  columns: string[];
  /** Those whose values are names, whatever they look like; none before that was asked. */
  categories?: readonly string[];
  /** Before the fractions of numbers among their texts; a point where nothing is said. */
  decimal?: ',';
}
const cellsOf = (content: unknown) => (content as { cells: Cell[] }).cells;
const SHOWN = 5;

/** Rows of a table: all have the columns of the first; what a row leaves out is missing. */
export const row = defineKind<'row', Shape>({
  id: 'row',
  async take({ values, categories = [], decimal }, known) {
    const given = within(contract.given, Object.fromEntries(values));
    const shape = known ?? { columns: Object.keys(given), categories, ...(decimal ? { decimal } : {}) };
    const columns = new Set(shape.columns);
    const other = Object.keys(given).filter((name) => !columns.has(name));
    if (other.length > 0) throw new DomainError('invalid_input', otherColumns(other, shape.columns));
    const cells = shape.columns.map((column) => ({
      column,
      value: (Object.hasOwn(given, column) ? given[column] : null) ?? null,
    }));
    const kept = cells.map(({ value }) => value);
    const hashes = { contentHash: hashOf(JSON.stringify(kept)), nearHash: nearHashOfCells(kept) };
    return { content: { cells }, objectKey: null, ...hashes, shape };
  },
  nearHashOf: (content) => nearHashOfCells(cellsOf(content).map(({ value }) => value)),
  view: ({ content }) => ({ kind: 'row', cells: cellsOf(content) }),
  toldOf(shape) {
    const { categories = [], decimal } = (shape as Shape | null) ?? {};
    return { categories, ...(decimal ? { decimal } : {}) };
  },
  read: async ({ content }) => ({
    kind: 'row',
    values: Object.fromEntries(cellsOf(content).map(({ column, value }) => [column, value])),
  }),
  write: ({ content }) => ({
    kind: 'row',
    values: cellsOf(content).map(({ column, value }): [string, unknown] => [column, value]),
  }),
});

function otherColumns(other: string[], columns: string[]): string {
  const names = (list: string[]) =>
    list
      .slice(0, SHOWN)
      .map((name) => `"${name}"`)
      .join(', ') + (list.length > SHOWN ? ` and ${list.length - SHOWN} more` : '');
  return `The row has the ${other.length === 1 ? 'column' : 'columns'} ${names(other)}, which the rows of this project do not have. Theirs are ${names(columns)}.`;
}
