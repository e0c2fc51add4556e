import type { Columns } from '@querent/contracts';
import type { Look } from '../importer.js';
import type { FileInput } from '../input.js';
import type { CsvOptions } from './csv-options.js';
import { separatorIn } from './label-separator.js';
import { isOwnTable } from './own-columns.js';
import { OWN_TABLE } from './own-records.js';
import { openTable } from './table.js';
import { lookAtTable } from './table-records.js';

const SHOWN = 20;
const EXAMPLES = 3;

/** The first rows of a table, and what its columns seem to be. */
export async function lookAtCsv(input: FileInput, options: CsvOptions): Promise<Look> {
  const table = await openTable(input, options);
  const { columns, rows } = await lookAtTable(table, options);
  if (isOwnTable(table.names) && !options.columns)
    return { columns: [], rows: rows.slice(0, SHOWN), options, notices: [OWN_TABLE, ...table.notices], isOwn: true };
  return {
    columns: table.names.map((name, i) => ({
      name,
      role: columns[name]!,
      examples: rows.slice(0, EXAMPLES).map((row) => row[i]),
    })),
    rows: rows.slice(0, SHOWN),
    options: {
      ...options,
      columns,
      delimiter: table.delimiter,
      encoding: table.encoding,
      decimal: table.decimal,
      hasHeading: table.hasHeading,
      labelSeparator: options.labelSeparator ?? separatorIn(labelsIn(table.names, columns, rows), table.decimal),
    },
    notices: table.notices,
  };
}

const labelsIn = (names: string[], columns: Columns, rows: string[][]): string[] =>
  rows.flatMap((row) => row.filter((cell, i) => columns[names[i]!] === 'label' && cell !== ''));
