import { z } from 'zod';
import { beginning, defineRecordKind } from './record-kind.js';

const MOST_COLUMNS = 2_000;
const Value = z.union([
  z.string().max(100_000, 'A cell has at most 100,000 characters'),
  z.number().refine((value) => Number.isFinite(Math.fround(value)), 'A number is beyond what features hold, 3.4e38'),
  z.boolean(),
  z.null(),
]);

/** What stands in a column of a row; null where nothing does. */
export const Cell = z.object({ column: z.string(), value: Value });
export type Cell = z.infer<typeof Cell>;

/** A row of a table. */
export const row = defineRecordKind({
  id: 'row',
  title: 'Table row',
  singular: 'row',
  plural: 'rows',
  content: z.object({ kind: z.literal('row'), cells: z.array(Cell).describe('In the order of the columns') }),
  /** A value for each column; null where it is missing. */
  given: z
    .record(
      z.string().min(1, 'A column has no name').max(500, 'The name of a column has at most 500 characters'),
      Value,
    )
    .refine((given) => Object.keys(given).length > 0, 'The row has no columns')
    .refine((given) => Object.keys(given).length <= MOST_COLUMNS, `A row has at most ${MOST_COLUMNS} columns`),

  textOf: ({ cells }) =>
    cells.flatMap(({ column, value }) => (value === null ? [] : [`${column}: ${value}`])).join(' · '),
  shorten: (content) => ({
    ...content,
    cells: content.cells
      .slice(0, 8)
      .map((cell) => ({ ...cell, value: typeof cell.value === 'string' ? beginning(cell.value, 60) : cell.value })),
  }),
});
