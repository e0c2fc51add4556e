import { inPieces } from '../bytes/in-pieces.js';
import { tableWriter, textOf } from '../csv/write-table.js';
import type { Exporter, Layout, OutgoingRecord } from '../exporter.js';

export const csv: Exporter = {
  id: 'csv',
  title: 'CSV',
  description:
    'A table for spreadsheets and programs. Cells that a spreadsheet would run have an apostrophe in front, and the last column says which.',
  extension: 'csv',
  mediaType: 'text/csv; charset=utf-8',
  takes: ['text', 'row', 'vector', 'image'],
  write: (records, layout) => inPieces(rowsOf(records, layout), { lengthOf, join: textOf }),
};

async function* rowsOf(records: AsyncIterable<OutgoingRecord>, layout: Layout): AsyncGenerator<string[]> {
  const table = tableWriter(layout);
  yield table.heading;
  for await (const record of records) yield await table.row(record);
}

const lengthOf = (row: string[]) => row.reduce((sum, cell) => sum + cell.length, row.length);
