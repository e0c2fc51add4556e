import { inPieces } from '../bytes/in-pieces.js';
import type { Exporter, OutgoingRecord } from '../exporter.js';
import { lineOf } from '../record-line.js';

/** A line a record, in the product's own form: what goes out comes in again, equal. */
export const jsonl: Exporter = {
  id: 'jsonl',
  title: 'JSON Lines',
  description:
    'An object a line, as the API takes records: what goes out comes in again. Pictures are in it as base64.',
  extension: 'jsonl',
  mediaType: 'application/x-ndjson',
  takes: ['text', 'row', 'vector', 'image'],
  write: (records, { hasPictures }) =>
    inPieces(linesOf(records, hasPictures), { lengthOf: ({ length }) => length, join: (lines) => lines.join('') }),
};

async function* linesOf(records: AsyncIterable<OutgoingRecord>, hasPictures: boolean): AsyncGenerator<string> {
  for await (const record of records) yield `${await lineOf(record, hasPictures)}\n`;
}
