import { z } from 'zod';
import { CoreError } from '../errors.js';
import { isConstant } from '../tensors/moments.js';
import type { TableRow } from './content.js';
import type { Records } from './encoder.js';

/** What a column of the pool's table holds, and how it becomes features. */
export const Column = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('number'),
    name: z.string(),
    mean: z.number(),
    deviation: z.number().positive(),
    hasMissing: z.boolean(),
  }),
  z.object({ kind: z.literal('category'), name: z.string(), values: z.array(z.string()).min(1) }),
  z.object({ kind: z.literal('hashed'), name: z.string(), width: z.int().min(1) }),
  /** The same everywhere: it tells nothing and has no features. */
  z.object({ kind: z.literal('constant'), name: z.string() }),
]);
export type Column = z.infer<typeof Column>;

/** What people write where a value is missing. */
const MISSING = new Set(['', '?', 'na', 'n/a', 'nan', 'null']);

/** A value of a cell: null where it is missing, else a number or a trimmed text. */
export function cellOf(row: TableRow, name: string, n: number): string | number | null {
  const cell = Object.hasOwn(row.values, name) ? row.values[name] : null;
  if (cell === null || cell === undefined) return null;
  if (typeof cell === 'number') {
    if (Number.isNaN(cell)) return null;
    if (Number.isFinite(cell)) return cell;
    throw new CoreError(
      'invalid_content',
      `Row ${n} has ${cell} in column "${name}". Put a finite number there, or leave it empty.`,
    );
  }
  const text = cell.trim();
  if (MISSING.has(text.toLowerCase())) return null;
  const number = Number(text);
  return Number.isFinite(number) ? number : text;
}

/** How many features a column has. */
export function widthOf(column: Column): number {
  if (column.kind === 'number') return column.hasMissing ? 2 : 1;
  if (column.kind === 'category') return column.values.length;
  return column.kind === 'hashed' ? column.width : 0;
}

/** What one pass over a column collects. Categories stop being counted where there are too many to keep. */
interface Tally {
  present: number;
  numbers: number;
  mean: number;
  /** Sum of squared distances from the mean (Welford 1962). */
  squares: number;
  texts: Set<string>;
}

/**
 * Learns the columns from the pool, in the order in which they first occur. A column whose present values are all numbers
 * is one of numbers, any other one of categories; with more than `categories` different values it is hashed.
 */
export async function learnColumns(
  rows: Records<TableRow>,
  { categories, hashed }: { categories: number; hashed: number },
): Promise<Column[]> {
  const tallies = new Map<string, Tally>();
  let count = 0;
  for await (const row of rows) {
    for (const name of Object.keys(row.values)) {
      const value = cellOf(row, name, count);
      let tally = tallies.get(name);
      if (!tally) {
        tally = { present: 0, numbers: 0, mean: 0, squares: 0, texts: new Set() };
        tallies.set(name, tally);
      }
      if (value !== null) note(tally, value, categories);
    }
    count++;
  }
  return [...tallies].map(([name, tally]) => columnOf(name, tally, count, { categories, hashed }));
}

function note(tally: Tally, value: string | number, categories: number): void {
  tally.present++;
  if (tally.texts.size <= categories) tally.texts.add(String(value));
  if (typeof value === 'string') return;
  tally.numbers++;
  const gap = value - tally.mean;
  tally.mean += gap / tally.numbers;
  tally.squares += gap * (value - tally.mean);
}

function columnOf(name: string, tally: Tally, count: number, limits: { categories: number; hashed: number }): Column {
  const hasMissing = tally.present < count;
  const hasOneValue = tally.texts.size === 0 || (tally.texts.size === 1 && !hasMissing);
  if (hasOneValue) return { kind: 'constant', name };
  if (tally.numbers === tally.present) {
    const deviation = Math.sqrt(tally.squares / tally.numbers);
    if (!Number.isFinite(deviation)) {
      throw new CoreError('invalid_content', `Column "${name}" has numbers too large to compute with. Rescale it.`);
    }
    const isFlat = isConstant(deviation ** 2, tally.mean, tally.numbers);
    if (isFlat && !hasMissing) return { kind: 'constant', name };
    return { kind: 'number', name, mean: tally.mean, deviation: isFlat ? 1 : deviation, hasMissing };
  }
  if (tally.texts.size > limits.categories) return { kind: 'hashed', name, width: limits.hashed };
  return { kind: 'category', name, values: [...tally.texts].sort() };
}
