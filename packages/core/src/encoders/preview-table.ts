import { parseOptions } from '../options.js';
import { type Column, type ColumnOptions, columnOf, type Tally, tallyColumns, widthOf } from './columns.js';
import type { TableRow } from './content.js';
import type { Records } from './encoder.js';
import { TableOptions, tables } from './tables.js';

/** What a column of a table would become. */
export interface ColumnPreview {
  name: string;
  /** `constant` is the same everywhere and left out. */
  kind: Column['kind'];
  /** Features that it becomes. */
  width: number;
  /** Rows with a value, and rows without one. */
  present: number;
  missing: number;
  /** What stood for a missing value and how often, the most frequent first; '' where nothing stood. */
  missingTexts: { text: string; count: number }[];
  /** What is probably not meant so, and what to do about it. */
  notes: string[];
}

export interface TablePreview {
  rows: number;
  columns: ColumnPreview[];
  /** Names in the options that no column has. */
  notes: string[];
}

/**
 * What `tables` would make of each column of a pool, by the same pass over it. A column of which more than half the values
 * are numbers without all of them being numbers becomes one of categories: a note names the first value that is none.
 *
 * @param rows read once, in order
 * @throws invalid_options; invalid_content, with row and column, where a cell holds what no cell of a table can
 */
export async function previewTable(rows: Records<TableRow>, unverifiedOptions: unknown = {}): Promise<TablePreview> {
  const options = parseOptions({ title: tables.title, options: TableOptions }, unverifiedOptions);
  const { tallies, ignored, count } = await tallyColumns(rows, options);
  const columns = [...tallies].map(([name, tally]): ColumnPreview => {
    const column = columnOf(name, tally, count, options);
    return {
      name,
      kind: column.kind,
      width: widthOf(column),
      present: tally.present,
      missing: count - tally.present,
      missingTexts: missingTexts(tally, count),
      notes: [...options.verbatim, ...options.texts].includes(name)
        ? []
        : [nearNumbers, zeros, dates].flatMap((noteOf) => noteOf(name, tally, options) ?? []),
    };
  });
  for (const [at, { name, notes }] of columns.entries()) {
    const twin = columns.slice(0, at).find((earlier) => bare(earlier.name) === bare(name));
    if (twin)
      notes.push(
        `Column "${name}" is called as "${twin.name}" is, but for blanks or capitals. If they are one, give them one name.`,
      );
  }
  return { rows: count, columns, notes: unknownNames(new Set([...tallies.keys(), ...ignored]), options) };
}

const bare = (name: string) => name.trim().toLowerCase();

function missingTexts({ missing, seen }: Tally, count: number) {
  const nothing = (missing.get('') ?? 0) + count - seen;
  const texts = [...missing].filter(([text]) => text !== '').map(([text, own]) => ({ text, count: own }));
  return [...texts, ...(nothing > 0 ? [{ text: '', count: nothing }] : [])].sort((a, b) => b.count - a.count);
}

function nearNumbers(name: string, tally: Tally, { decimal }: ColumnOptions) {
  const { present, otherMarks, firstOther, firstText } = tally;
  const numbers = tally.numbers.count;
  if (numbers === present || 2 * (numbers + otherMarks) <= present) return null;
  const other = decimal === '.' ? ',' : '.';
  return [
    `Column "${name}" becomes categories: ${numbers} of ${present} values are numbers.`,
    firstOther &&
      `${otherMarks} more would be with "${other}" as the decimal mark, first "${firstOther.text}" in row ${firstOther.row}: set \`decimal\` to "${other}", or, if it parts thousands, write numbers without it.`,
    firstText &&
      `Row ${firstText.row} has "${firstText.text}": if that stands for a missing number, name it in \`missing\`; otherwise write a number there.`,
  ]
    .filter((sentence) => sentence !== null)
    .join(' ');
}

function zeros(name: string, { leadingZeros, firstZeros, numbers, present }: Tally) {
  if (!firstZeros || numbers.count < present) return null;
  return `Column "${name}" becomes numbers, of which ${leadingZeros} of ${present} begin with 0: row ${firstZeros.row} has "${firstZeros.text}". If these are codes, name the column in \`verbatim\`.`;
}

function dates(name: string, { dates: found, days, present, firstText }: Tally) {
  if (found === 0 || found < present || days.count === present) return null;
  return `Column "${name}" holds dates, not all of which can be read: they become categories without an order. Write them as 2024-12-31, of which nobody takes the day for the month; row ${firstText?.row} has "${firstText?.text}".`;
}

function unknownNames(known: Set<string>, { ignore, verbatim, texts, numbers, dates }: ColumnOptions): string[] {
  const all = [...known].map((name) => `"${name}"`).join(', ');
  return Object.entries({ ignore, verbatim, texts, numbers, dates }).flatMap(([option, names]) =>
    names
      .filter((name) => !known.has(name))
      .map((name) => `No column is called "${name}", which \`${option}\` names. There are: ${all}.`),
  );
}
