const SURE = ['|', ';'];

/** What seems to stand between several answers of a cell; empty where each cell is one. @param cells of the labels, filled ones */
export function separatorIn(cells: readonly string[]): string {
  if (cells.length > 0 && cells.every((cell) => isListOfTexts(cell))) return 'json';
  const sure = SURE.find((separator) => cells.some((cell) => partsOf(cell, separator).length > 1));
  if (sure) return sure;
  // A comma may belong to a name: it parts answers where its parts come again, so that there are fewer of them.
  const parts = new Set(cells.flatMap((cell) => partsOf(cell, ',')));
  return parts.size < new Set(cells).size && cells.some((cell) => partsOf(cell, ',').length > 1) ? ',' : '';
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
