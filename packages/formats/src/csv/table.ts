import { type DecimalMark, encodingName } from '@querent/contracts';
import { type Guess, guessEncoding } from '../bytes/guess-encoding.js';
import { peek } from '../bytes/peek.js';
import { toUtf8 } from '../bytes/to-utf8.js';
import { type FoundMark, findMark } from '../columns/decimal-mark.js';
import { FormatError } from '../format-error.js';
import type { Noticed } from '../imported.js';
import type { FileInput } from '../input.js';
import { cellsOf } from './cells.js';
import type { CsvOptions } from './csv-options.js';
import { dialectOf, firstRows } from './dialect.js';
import { hasHeadingIn } from './heading.js';
import { isOwnTable } from './own-columns.js';
import { type Row, rowsOf } from './rows.js';

/** So much is read before anything is decided of a file. */
const HEAD = 2 ** 16;
/** Rows by which a heading is told. */
const HEADING_BY = 50;

/** A table whose heading is read, and whose rows are to come. */
export interface Table {
  names: string[];
  delimiter: string;
  encoding: string;
  decimal: DecimalMark;
  hasHeading: boolean;
  notices: Noticed[];
  rows: AsyncGenerator<Row>;
}

/** @throws empty_file, duplicate_header, bad_encoding, not_this_format, and what is wrong with the heading */
export async function openTable(input: FileInput, options: CsvOptions): Promise<Table> {
  const raw = await peek(input.open(), HEAD);
  if (raw.head.length === 0) throw new FormatError('empty_file', 'The file is empty.');
  const { encoding, isSure } = encodingOf(raw.head, options.encoding, input.name);
  const text = await peek(toUtf8(raw.rest, encoding), HEAD);
  const found = dialectOf(text.head);
  const delimiter = options.delimiter ?? found.delimiter;
  const rows = rowsOf(text.rest, { delimiter, hasCrOnly: found.hasCrOnly, most: options.mostBytes });
  const first = await rows.next();
  if (first.done) throw new FormatError('empty_file', 'The file holds no rows.');
  const cells = cellsOf(first.value, delimiter, options.mostBytes);
  const head = firstRows(text.head, delimiter, found.hasCrOnly, HEAD);
  const seemsHeaded = isHeaded(head.slice(0, HEADING_BY), input.name);
  const hasHeading = options.hasHeading ?? seemsHeaded;
  const isUnheaded = !hasHeading && !seemsHeaded;
  const names = hasHeading ? namesOf(cells) : cells.map((_, i) => `column ${i + 1}`);
  const { mark, notice } = markOf(names, hasHeading ? head.slice(1) : head, delimiter);
  const decimal = options.decimal ?? mark;
  return {
    ...{ names, delimiter, encoding, decimal, hasHeading },
    notices: [
      ...(isSure ? [] : [unsure(encoding)]),
      ...(isUnheaded ? [UNHEADED] : []),
      // What was found is as unsure when it is told again; a table of ours says itself what its cells are.
      ...(notice && decimal === mark && !isOwnTable(names) ? [notice] : []),
    ],
    rows: hasHeading ? rows : before(first.value, rows),
  };
}

const markOf = (names: string[], rows: string[][], delimiter: string): FoundMark =>
  findMark(
    names.map((name, i) => ({ name, values: rows.map((row) => row[i]) })),
    delimiter,
  );

/** Of a text; what was guessed before is as unsure when it is told again. @throws bad_encoding, not_this_format */
function encodingOf(head: Uint8Array, told: string | undefined, name: string): Guess {
  if (told === undefined) return guessEncoding(head, name);
  try {
    const guess = guessEncoding(head, name);
    if (guess.encoding === told) return guess;
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
  }
  return { encoding: told, isSure: true };
}

/** A file of plain text has a text a line and no names. */
const isHeaded = (rows: string[][], name: string) =>
  /\.txt$/i.test(name) && rows.every((cells) => cells.length < 2) ? false : hasHeadingIn(rows);

const UNHEADED: Noticed = {
  place: 'file',
  notice: 'The first row seems to be a record, not a heading. If it names the columns, say so.',
};

const unsure = (encoding: string): Noticed => ({
  place: 'file',
  notice: `The text is read as ${encodingName(encoding)}. Where letters look wrong, say which encoding it is.`,
});

function namesOf(cells: string[]): string[] {
  const names = cells.map((cell, i) => (cell.trim() === '' ? `column ${i + 1}` : cell));
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice === undefined) return names;
  throw new FormatError('duplicate_header', `Line 1 names two columns "${twice}". Give each a name of its own.`);
}

async function* before<Item>(first: Item, rest: AsyncIterable<Item>): AsyncGenerator<Item> {
  yield first;
  yield* rest;
}
