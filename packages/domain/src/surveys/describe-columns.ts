import { type ColumnRole, type Columns, foldName, type SurveyColumn } from '@querent/contracts';
import type { ColumnPreview } from '@querent/core/encoders';
import type { LookColumn } from '@querent/formats';
import type { AskedTask } from './asked-task.js';
import type { ColumnTally } from './column-tally.js';
import { amount, count, listed, many, percent, quoted, short } from './in-words.js';
import { countNumbers, type LabelTally } from './label-tally.js';
import type { FileTally } from './tally-file.js';

/** What the records tell of the columns. */
type Seen = Pick<FileTally, 'kind' | 'columns' | 'labels' | 'labelled' | 'splits' | 'ids' | 'read'> & {
  /** What the encoder of tables makes of them; none of other kinds. */
  previews: readonly ColumnPreview[];
  asked: AskedTask;
  /** Of a file that is added to a project: labels whose records come in. */
  coming: LabelTally | null;
  /** Records whose id stands for another one of the project that they are added to. */
  clashes: number;
};

const EXAMPLES = 3;
const LONGEST_EXAMPLE = 200;
/** A column of more words than this is no category. */
const FEW_WORDS = 5;

/** Each column with what it becomes, in words. */
export function describeColumns(looked: readonly LookColumn[], seen: Seen): SurveyColumn[] {
  const columns: Columns = Object.fromEntries(looked.map(({ name, role }) => [name, role]));
  return looked.map(({ name, role, examples }) => ({
    name,
    role,
    examples: examples.slice(0, EXAMPLES).map(exampleOf),
    note: NOTES[role](name, seen, columns),
  }));
}

function exampleOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return short(typeof value === 'object' ? JSON.stringify(value) : String(value), LONGEST_EXAMPLE);
}

type NoteOf = (name: string, seen: Seen, columns: Columns) => string;

const NOTES: Record<ColumnRole, NoteOf> = {
  number: (name, seen) =>
    ofRow(name, seen, ({ numbers, low, high }) => (numbers ? `number, ${range(low, high)}` : 'number')),
  category: (name, seen) => ofRow(name, seen, categories),
  date: (name, seen) =>
    ofRow(name, seen, ({ first, last }) => (first === last ? `date, ${first}` : `date, ${first} to ${last}`)),
  metadata: () => 'kept beside the record, and not learned from',
  ignore: () => '',
  text(_, { columns: { records, text } }, columns) {
    if (records === 0 || text.longest === 0) return 'text';
    const isJoined = Object.values(columns).filter((role) => role === 'text').length > 1;
    return `text, ${range(text.shortest, text.longest)} ${text.longest === 1 ? 'character' : 'characters'}${isJoined ? ' with the others it is joined with' : ''}`;
  },
  image: () => 'the name of a picture',
  vector(_, { columns: { width } }, columns) {
    const isOne = Object.values(columns).filter((role) => role === 'vector').length === 1;
    if (width === null) return 'a vector';
    return isOne ? `a vector of ${many(width, 'number')}` : `one of the ${many(width, 'number')} of a vector`;
  },
  label: (_, seen) => labelsIn(seen),
  flag: (name, { labels }) => `whether ${quoted(flagName(name, labels))} applies`,
  id(_, { ids, read, clashes }) {
    if (read + clashes === 0) return 'id';
    const alike = ids.twice > 0 ? `${many(ids.twice, 'record')} with one that came before` : 'no two alike';
    const others =
      clashes > 0 ? `; ${count(clashes)} ${clashes === 1 ? 'stands' : 'stand'} for other records of the project` : '';
    return `id, ${alike}${others}`;
  },
  split: (_, { splits }) => `split: ${count(splits.pool)} to learn from, ${count(splits.holdout)} to measure on`,
};

function ofRow(name: string, { kind, columns, previews }: Seen, describe: (tally: ColumnTally) => string): string {
  const tally = columns.byName.get(name);
  if (!tally) return columns.records > 0 ? 'nothing but missing values' : '';
  const missing = columns.records - tally.present;
  const gone = missing > 0 ? `, ${percent(missing, columns.records)} missing` : '';
  const preview = previews.find((one) => one.name === name);
  const constant = preview?.kind === 'constant' ? '; the same everywhere, which tells nothing' : '';
  const hashed = preview?.kind === 'hashed' ? '; so many that they are mixed into fewer features' : '';
  const beside = kind === 'row' ? '' : '; kept beside the record';
  return [`${describe(tally)}${gone}${constant}${hashed}${beside}`, ...(preview?.notes ?? [])].join('. ');
}

function categories({ values, hasMoreValues }: ColumnTally): string {
  if (hasMoreValues) return `category of more than ${count(values.size)}`;
  const common = [...values].sort((a, b) => b[1] - a[1]).map(([text]) => short(text));
  return `category of ${count(values.size)}: ${listed(common, FEW_WORDS)}`;
}

function labelsIn({ labels, coming, labelled, read, asked }: Seen): string {
  if (labels.labelled === 0) return 'label: none is given';
  const open = read - labelled;
  const rest = open > 0 && read > 0 ? `; ${percent(open, read)} have none` : '';
  return `label: ${asked.kind === 'numeric' ? numbersIn(labels) : coming ? classesIn(coming, null) : classesIn(labels, asked.task.classes)}${rest}`;
}

function numbersIn(labels: LabelTally): string {
  const { labelled, numbers, hasMoreNames, low, high } = labels;
  if (numbers === 0) return 'none is a number';
  const found = hasMoreNames ? `more than ${count(labels.names.size)} numbers` : many(countNumbers(labels), 'number');
  const others = labelled - numbers;
  const bad = others > 0 ? `; ${count(others)} ${others === 1 ? 'is' : 'are'} no number` : '';
  return `${found}, ${range(low, high)}${bad}`;
}

/** Those whose records are all left out are none. @param known that somebody has said to be all, or that the labels make */
function classesIn({ lists, names, hasMoreNames }: LabelTally, known: readonly { name: string }[] | null): string {
  const called = known && new Set(known.map(({ name }) => foldName(name)));
  const some = [...names].filter(([key, { count }]) => count > 0 && (called === null || called.has(key)));
  const found = hasMoreNames ? `more than ${count(names.size)} classes` : many(some.length, 'class', 'classes');
  return lists > 0 ? `several of ${found}` : found;
}

/** Classes are named without what their columns have in front. */
const flagName = (column: string, { names }: LabelTally): string =>
  [...names.values()].map(({ name }) => name).find((name) => column.endsWith(name)) ?? column;

const range = (low: number, high: number) => (low === high ? amount(low) : `${amount(low)} to ${amount(high)}`);
