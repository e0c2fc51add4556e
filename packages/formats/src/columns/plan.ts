import type { ColumnRole, Columns, DecimalMark } from '@querent/contracts';
import { FormatError } from '../format-error.js';
import type { ContentKind, PlainRecord, UnverifiedContent } from '../imported.js';
import { idOf, isMissing, numberOf, splitOf, textOf } from './cells.js';
import { withMark } from './decimal-mark.js';
import { classNames, labelOf } from './label-of.js';
import type { RoledCell } from './role.js';
import { vectorReader } from './vector-reader.js';

type Cell = readonly [name: string, value: unknown];

export interface PlanOptions {
  /** @throws FormatError where nothing is behind the name */
  readImage(value: string): { name: string; read(): Promise<Uint8Array> };
  /** The answer that a cell stands for; undefined where it stands for none. */
  readLabel?(value: unknown): unknown;
  /** Of numbers that stand as text; left out, a point, and labels stay as they are written. */
  decimal?: DecimalMark;
  /** Vectors that lie elsewhere: what is read here stands beside them, row by row. */
  isBeside?: true;
}

/** Makes records of cells by what their columns are for. */
export type Plan = (cells: readonly Cell[]) => PlainRecord;

const OF_ROWS: readonly ColumnRole[] = ['number', 'category', 'date'];

/** Each kind of content, in the order in which the roles call for it: numbers beside a text are its metadata. */
const CONTENTS: Record<ContentKind, { isFor(role: ColumnRole): boolean; read: Reader }> = {
  vector: { isFor: (role) => role === 'vector', read: readVector },
  image: { isFor: (role) => role === 'image', read: readImage },
  text: { isFor: (role) => role === 'text', read: readText },
  row: { isFor: (role) => OF_ROWS.includes(role), read: readRow },
};

interface ReaderOptions extends PlanOptions {
  /** @throws missing_content, not_a_number */
  valuesOf(cells: RoledCell[]): number[];
}
type Reader = (cells: RoledCell[], options: ReaderOptions) => UnverifiedContent;

/** The kind of content that columns of these roles make, or null where they make none. */
export function kindOf(roles: readonly ColumnRole[]): ContentKind | null {
  const kinds = Object.keys(CONTENTS) as ContentKind[];
  return kinds.find((kind) => roles.some((role) => CONTENTS[kind].isFor(role))) ?? null;
}

/** Whether a record of this kind is none without a column of this role. */
export const isNeeded = (kind: ContentKind, role: ColumnRole) => role === 'id' || CONTENTS[kind].isFor(role);

/** @throws missing_content where no column is content */
export function planOf(columns: Columns, options: PlanOptions): Plan {
  const kind = options.isBeside ? 'vector' : kindOf(Object.values(columns));
  if (!kind) {
    throw new FormatError(
      'missing_content',
      'Say which column is the text, the picture or the vector, or which make a row.',
    );
  }
  const read = options.isBeside ? readBeside : CONTENTS[kind].read;
  const roleOf = new Map(Object.entries(columns));
  const { decimal } = options;
  const given = options.readLabel ?? ((value) => (isMissing(value) ? undefined : value));
  const readLabel = (value: unknown) => withMark(given(value), decimal);
  const classOf = classNames(Object.keys(columns).filter((name) => columns[name] === 'flag'));
  const valuesOf = vectorReader(
    Object.keys(columns).filter((name) => columns[name] === 'vector'),
    decimal,
  );
  const [idName] = [...roleOf].find(([, role]) => role === 'id') ?? [];

  return (cells) => {
    const roled = cells.map(([name, value]): RoledCell => [name, value, roleOf.get(name) ?? 'metadata']);
    const first = (role: ColumnRole) => roled.find((cell) => cell[2] === role);
    const [splitName, split] = first('split') ?? ['split', null];
    const label = labelOf(roled, classOf, readLabel);
    return {
      externalId: idName === undefined ? null : idOf(idName, first('id')?.[1]),
      content: read(roled, { ...options, valuesOf }),
      ...(label === undefined ? {} : { label }),
      split: splitOf(splitName, split),
      metadata: metadataOf(roled, kind, decimal),
    };
  };
}

function metadataOf(cells: RoledCell[], kind: ContentKind, decimal?: DecimalMark): Record<string, unknown> {
  const isBeside = (role: ColumnRole) => role === 'metadata' || (kind !== 'row' && OF_ROWS.includes(role));
  return Object.fromEntries(
    cells
      .filter(([, value, role]) => isBeside(role) && !isMissing(value))
      .map(([name, value, role]) => [name, role === 'number' ? numberOf(name, value, decimal) : value]),
  );
}

function readText(cells: RoledCell[]): UnverifiedContent {
  const texts = cells.filter(([, value, role]) => role === 'text' && value !== null && value !== undefined);
  if (texts.length === 0) throw new FormatError('missing_content', 'It has no text.');
  const parts = texts.map(([name, value]) => textOf(name, value));
  return { kind: 'text', text: parts.length === 1 ? parts[0]! : parts.filter((part) => part !== '').join('\n\n') };
}

function readRow(cells: RoledCell[], { decimal }: ReaderOptions): UnverifiedContent {
  const values = cells
    .filter(([, , role]) => OF_ROWS.includes(role))
    .map(([name, value, role]): [string, unknown] => [
      name,
      role === 'number' ? numberOf(name, value, decimal) : isMissing(value) ? null : value,
    ]);
  if (values.every(([, value]) => value === null)) throw new FormatError('missing_content', 'Every value is missing.');
  const categories = cells.flatMap(([name, , role]) => (role === 'category' ? [name] : []));
  return {
    ...{ kind: 'row', values },
    ...(categories.length > 0 ? { categories } : {}),
    ...(decimal === ',' ? { decimal } : {}),
  };
}

function readVector(cells: RoledCell[], options: ReaderOptions): UnverifiedContent {
  return { ...readBeside(cells), values: options.valuesOf(cells) };
}

/** What stands beside a vector. */
function readBeside(cells: RoledCell[]): UnverifiedContent & { kind: 'vector' } {
  const hasText = cells.some(([, text, role]) => role === 'text' && !isMissing(text));
  const text = hasText ? readText(cells) : null;
  return { kind: 'vector', values: [], ...(text?.kind === 'text' ? { text: text.text } : {}) };
}

function readImage(cells: RoledCell[], options: ReaderOptions): UnverifiedContent {
  const [name, value] = cells.find(([, , role]) => role === 'image') ?? [];
  if (name === undefined || isMissing(value)) throw new FormatError('missing_content', 'It has no picture.');
  return { kind: 'image', ...options.readImage(textOf(name, value)) };
}
