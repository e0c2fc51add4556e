/** Rows of text as columns that stand under each other, the first to the left, the others to the right. */
export function table(head: readonly string[], rows: readonly (readonly unknown[])[]) {
  const lines = [head, ...rows].map((row) => row.map((cell) => String(cell ?? '')));
  const widths = head.map((_, c) => Math.max(...lines.map((line) => line[c]?.length ?? 0)));
  const text = lines.map((line) =>
    line.map((cell, c) => (c === 0 ? cell.padEnd(widths[c]!) : cell.padStart(widths[c]!))).join('  '),
  );
  return [text[0], widths.map((width) => '-'.repeat(width)).join('  '), ...text.slice(1)].join('\n');
}
