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
 * least two; of these the one with more cells.
 *
 * @param head the first bytes, in UTF-8
 */
export function dialectOf(head: Uint8Array): Dialect {
  const hasCrOnly = !head.includes(0x0a) && head.includes(0x0d);
  const [best] = DELIMITERS.map((delimiter) => ({ delimiter, ...fit(head, delimiter, hasCrOnly) }))
    .filter(({ width }) => width > 1)
    .sort((a, b) => b.share - a.share || b.width - a.width);
  return { delimiter: best?.delimiter ?? ',', hasCrOnly, width: best?.width ?? 1 };
}

function fit(head: Uint8Array, delimiter: string, hasCrOnly: boolean): { width: number; share: number } {
  const widths = firstRows(head, delimiter, hasCrOnly).map((cells) => cells.length);
  const [width = 0] = widths;
  return { width, share: widths.filter((other) => other === width).length / Math.max(1, widths.length) };
}

/** The cells of the first rows; none of a row that cannot be read. @param head the first bytes, in UTF-8 */
export function firstRows(head: Uint8Array, delimiter: string, hasCrOnly: boolean): string[][] {
  const splitter = new RowSplitter({ delimiter, hasCrOnly, most: head.length });
  const ended = [...splitter.push(head)];
  const rows = (ended.length > 0 ? ended : [...splitter.end()]).slice(0, ROWS);
  return rows.map((row) => {
    try {
      return cellsOf(row, delimiter, head.length);
    } catch {
      return [];
    }
  });
}
