import { isNumeric } from '../columns/numbers.js';
import { areSentences } from '../columns/sentences.js';
import { cellsOf } from './cells.js';
import { RowSplitter } from './rows.js';

const DELIMITERS = [',', ';', '\t', '|'];
const ROWS = 50;

export interface Dialect {
  delimiter: string;
  hasCrOnly: boolean;
  /** Cells of the heading. */
  width: number;
}

/**
 * How a table is written: the delimiter that cuts most of the first rows into as many cells as the heading has, at
 * least two; of these the one with more cells. A comma that is a decimal mark, or one of a sentence, cuts nothing, and
 * none is there where each line is one cell: the delimiter is empty then.
 *
 * @param head the first bytes, in UTF-8
 */
export function dialectOf(head: Uint8Array): Dialect {
  const hasCrOnly = !head.includes(0x0a) && head.includes(0x0d);
  if (areSentences(firstLines(head, hasCrOnly))) return { delimiter: '', hasCrOnly, width: 1 };
  const fits = DELIMITERS.map((delimiter) => ({ delimiter, ...fit(head, delimiter, hasCrOnly) }));
  const [best] = fits
    .filter(({ width }) => width > 1)
    .sort((a, b) => b.share - a.share || Number(b.hasDecimals) - Number(a.hasDecimals) || b.width - a.width);
  if (best) return { delimiter: best.delimiter, hasCrOnly, width: best.width };
  // Under a heading of one cell, commas that cut the lines below belong to them.
  const isCut = fits.find(({ delimiter }) => delimiter === ',')!.share < 1;
  return { delimiter: isCut ? '' : ',', hasCrOnly, width: 1 };
}

const firstLines = (head: Uint8Array, hasCrOnly: boolean) =>
  new TextDecoder()
    .decode(head)
    .split(hasCrOnly ? '\r' : '\n')
    .slice(0, ROWS);

interface Fit {
  width: number;
  share: number;
  /** Whether every comma in a cell is a decimal mark. */
  hasDecimals: boolean;
}

function fit(head: Uint8Array, delimiter: string, hasCrOnly: boolean): Fit {
  const rows = firstRows(head, delimiter, hasCrOnly);
  const widths = rows.map((cells) => cells.length);
  const [width = 0] = widths;
  const withComma = rows.flat().filter((cell) => cell.includes(','));
  return {
    width,
    share: widths.filter((other) => other === width).length / Math.max(1, widths.length),
    hasDecimals: withComma.length > 0 && withComma.every((cell) => isNumeric(cell, ',')),
  };
}

/** The cells of the first rows; none of a row that cannot be read. @param head the first bytes, in UTF-8; @param most rows */
export function firstRows(head: Uint8Array, delimiter: string, hasCrOnly: boolean, most = ROWS): string[][] {
  const splitter = new RowSplitter({ delimiter, hasCrOnly, most: head.length });
  const ended = [...splitter.push(head)];
  const rows = (ended.length > 0 ? ended : [...splitter.end()]).slice(0, most);
  return rows.map((row) => {
    try {
      return cellsOf(row, delimiter, head.length);
    } catch {
      return [];
    }
  });
}
