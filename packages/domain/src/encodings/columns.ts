import { type EncodedColumn, type EncodedRole, formatAmount, keysOf } from '@querent/contracts';
import type { Column } from '@querent/core/encoders';
import { jsonOf } from '@querent/db';
import type { EncodingRow } from './encoding.js';

/** Of a mean, four digits say enough. */
const short = (value: number) => formatAmount(Number(value.toPrecision(4)));

/** The encoder of tables, and the option of it that lists the columns of a role. */
const TABLES = 'tables';
const LISTS = {
  number: 'numbers',
  category: 'verbatim',
  date: 'dates',
  text: 'texts',
  ignore: 'ignore',
} as const satisfies Partial<Record<EncodedRole, string>>;
const ROLES = keysOf(LISTS);

type Options = Record<string, unknown>;

/** Whether an encoding learns from columns, one by one. */
export const hasColumns = (row: EncodingRow | null): row is EncodingRow => row?.encoder === TABLES;

const namesIn = (options: Options, role: (typeof ROLES)[number]) => (options[LISTS[role]] ?? []) as string[];

/** What became of the columns of a table. @param names in the order of its first row */
export function encodedColumns({ options, fitted }: EncodingRow, names: readonly string[]): EncodedColumn[] {
  const given: Options = jsonOf(options);
  const learned = (fitted as { columns: Column[] } | null)?.columns;
  const byName = new Map(learned?.map((column) => [column.name, column]));
  const roleOf = (name: string) => ROLES.find((role) => namesIn(given, role).includes(name)) ?? 'auto';
  return names.map((name) => {
    const role = roleOf(name);
    return { name, role, note: noteOf(role, byName.get(name), learned !== undefined) };
  });
}

const SHOWN = 5;

function noteOf(role: EncodedRole, column: Column | undefined, wasLooked: boolean): string {
  if (role === 'ignore') return 'left out';
  if (!column) return wasLooked ? 'left out: it has no values' : 'not looked at yet';
  const missing = 'hasMissing' in column && column.hasMissing ? ', and a mark where it is missing' : '';
  switch (column.kind) {
    case 'number':
      return `number, ${short(column.mean)} on average, give or take ${short(column.deviation)}${missing}`;
    case 'date':
      return `date${column.hasClock ? ' with the time of the day' : ''}${missing}`;
    case 'category':
      return `category of ${column.values.length}: ${column.values.slice(0, SHOWN).join(', ')}${column.values.length > SHOWN ? ', …' : ''}`;
    case 'hashed':
      return `category of so many that they are mixed into ${column.width} features`;
    case 'text':
      return `text, whose words are mixed into ${column.width} features`;
    case 'constant':
      return role === 'number' || role === 'date'
        ? `left out: no two different values that are a ${role}`
        : 'left out: the same everywhere';
  }
}

/** The options with other roles for some columns. */
export function withRoles(options: Options, roles: Record<string, EncodedRole>): Options {
  const changed = { ...options };
  for (const role of ROLES) {
    const others = namesIn(options, role).filter((name) => !Object.hasOwn(roles, name));
    const names = [...others, ...Object.keys(roles).filter((name) => roles[name] === role)];
    if (names.length > 0) changed[LISTS[role]] = names;
    else delete changed[LISTS[role]];
  }
  return changed;
}

export const leavesOut = (options: Options, name: string): boolean => namesIn(options, 'ignore').includes(name);
