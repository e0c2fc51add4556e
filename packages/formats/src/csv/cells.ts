import { decodeRecord } from '../bytes/decode-record.js';
import { tooLarge } from '../bytes/most-bytes.js';
import { storable } from '../bytes/storable.js';
import { FormatError } from '../format-error.js';
import type { Row } from './rows.js';

const PROBLEMS: Record<NonNullable<Row['problem']>, string> = {
  stray_quote: 'Something follows a closing quote. Within quotes, a quote is written twice.',
  unclosed_quote: 'A quote opens here and never closes: the file seems to be cut off.',
};

/** @throws too_large, stray_quote, unclosed_quote, bad_encoding, unstorable_character */
export function cellsOf({ bytes, problem }: Row, delimiter: string, most: number): string[] {
  if (!bytes) throw tooLarge('row', most);
  if (problem) throw new FormatError(problem, PROBLEMS[problem]);
  const row = storable(decodeRecord(bytes));
  return delimiter === '' ? [unquoted(row)] : splitCells(row, delimiter);
}

const QUOTED = /^"((?:[^"]|"")*)"$/;

/** A line that is one cell: quotes around the whole of it, as others write it where there is a comma, are none of it. */
const unquoted = (line: string): string => QUOTED.exec(line)?.[1]?.replaceAll('""', '"') ?? line;

function splitCells(row: string, delimiter: string): string[] {
  const cells: string[] = [];
  let start = 0;
  while (start <= row.length) {
    const end = endOfCell(row, start, delimiter);
    const cell = row.slice(start, end);
    cells.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    start = end + 1;
  }
  return cells;
}

function endOfCell(row: string, start: number, delimiter: string): number {
  let from = start;
  if (row[start] === '"') {
    let quote = row.indexOf('"', start + 1);
    while (row[quote + 1] === '"') quote = row.indexOf('"', quote + 2);
    from = quote + 1;
  }
  const end = row.indexOf(delimiter, from);
  return end === -1 ? row.length : end;
}
