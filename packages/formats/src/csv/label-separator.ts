import type { DecimalMark } from '@querent/contracts';
import { isNumeric } from '../columns/numbers.js';

/** In the order in which they are looked for, and by how many there have to be fewer parts than different cells. */
const SEPARATORS = [
  { separator: '|', least: 0 },
  { separator: ';', least: 0 },
  { separator: ',', least: 1 },
];

/**
 * What seems to stand between several answers of a cell; empty where each cell is one, as a number is.
 *
 * @param cells of the labels, filled ones
 */
export function separatorIn(cells: readonly string[], mark: DecimalMark): string {
  if (mark === ',' && cells.every((cell) => isNumeric(cell, mark))) return '';
  if (cells.length > 0 && cells.every((cell) => isListOfTexts(cell))) return 'json';
  // What may as well belong to a name parts answers where the parts come again.
  const wholes = new Set(cells).size;
  const found = SEPARATORS.find(({ separator, least }) => {
    const parts = cells.map((cell) => partsOf(cell, separator));
    return parts.some((own) => own.length > 1) && new Set(parts.flat()).size + least <= wholes;
  });
  return found?.separator ?? '';
}

const partsOf = (cell: string, separator: string) =>
  cell.split(separator).flatMap((part) => (part.trim() === '' ? [] : [part.trim()]));

function isListOfTexts(cell: string): boolean {
  if (!cell.trim().startsWith('[')) return false;
  try {
    const list: unknown = JSON.parse(cell);
    return Array.isArray(list) && list.every((item) => typeof item === 'string');
  } catch {
    return false;
  }
}
