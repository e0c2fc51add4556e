import { CsvOptions } from '../csv/csv-options.js';
import { dialectOf } from '../csv/dialect.js';
import { lookAtCsv } from '../csv/look-at-csv.js';
import { openTable } from '../csv/table.js';
import { tableRecords } from '../csv/table-records.js';
import { defineImporter } from '../importer.js';
import { imageOf } from '../record-line.js';

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
  look: lookAtCsv,
  async *read(input, options) {
    yield* tableRecords(await openTable(input, options), options, { readImage: (value) => imageOf(value, '') });
  },
});
