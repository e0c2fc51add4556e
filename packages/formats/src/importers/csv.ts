import { CsvOptions } from '../csv/csv-options.js';
import { dialectOf } from '../csv/dialect.js';
import { isOwnTable, OWN_TABLE } from '../csv/own-records.js';
import { openTable } from '../csv/table.js';
import { lookAtTable, tableRecords } from '../csv/table-records.js';
import { defineImporter } from '../importer.js';
import { imageOf } from '../record-line.js';

const SHOWN = 20;
const NAME = /\.(csv|tsv|tab|txt)$/i;
const JSON_START = /^\ufeff?\s*[{[]/;

export const csv = defineImporter({
  id: 'csv',
  title: 'CSV',
  description:
    'A table in text: comma, semicolon, tab or bar between cells, in any encoding. A bad row is rejected by its line.',
  source: 'RFC 4180',
  extensions: ['csv', 'tsv', 'tab', 'txt'],
  mediaTypes: ['text/csv', 'text/tab-separated-values'],
  takes: 'file',
  options: CsvOptions,
  detect: (head, name) => {
    if (JSON_START.test(Buffer.from(head).toString('latin1')) || head.subarray(0, 4).includes(0x03)) return 0;
    const isCut = dialectOf(head).width > 1;
    if (NAME.test(name)) return isCut ? 0.8 : 0.6;
    return isCut ? 0.3 : 0;
  },
  async look(input, options) {
    const table = await openTable(input, options);
    const { columns, rows } = await lookAtTable(table, options);
    if (isOwnTable(table.names) && !options.columns)
      return { columns: [], rows: rows.slice(0, SHOWN), options, notices: [OWN_TABLE, ...table.notices] };
    return {
      columns: table.names.map((name, i) => ({
        name,
        role: columns[name]!,
        examples: rows.slice(0, 3).map((row) => row[i]),
      })),
      rows: rows.slice(0, SHOWN),
      options: { ...options, columns, delimiter: table.delimiter, encoding: table.encoding },
      notices: table.notices,
    };
  },
  async *read(input, options) {
    yield* tableRecords(await openTable(input, options), options, (value) => imageOf(value, ''));
  },
});
