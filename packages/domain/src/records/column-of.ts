import { Prisma } from '@querent/db';

/** Characters that hardly any text holds. */
const MARKS = ['\x1e', '\x1f', '\x1d', '\x1c', '\x07', '\x06', '\x05', '\x04', '\x03', '\x02', '\x01'];

/**
 * A column of a statement that writes many rows, as `text[]`: one text with marks between its values. An array of thousands costs
 * driver and database more than the rows themselves.
 */
export function columnOf(values: readonly (string | null)[]): Prisma.Sql {
  const [between, none] = freeMarks(values);
  const isSplit = values.length > 1 || Boolean(values[0]); // an empty text has no parts
  if (!isSplit || between === undefined || none === undefined) return Prisma.sql`${values}::text[]`;
  return Prisma.sql`string_to_array(${values.map((value) => value ?? none).join(between)}, ${between}, ${none})`;
}

/** Two that no value holds. */
function freeMarks(values: readonly (string | null)[]): string[] {
  const free: string[] = [];
  for (const mark of MARKS) {
    if (free.length === 2) break;
    if (values.every((value) => value === null || !value.includes(mark))) free.push(mark);
  }
  return free;
}

/** The same, of what is kept as JSON. */
export const jsonColumnOf = (values: readonly unknown[]): Prisma.Sql =>
  columnOf(values.map((value) => JSON.stringify(value)));
