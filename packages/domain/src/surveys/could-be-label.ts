import { type ColumnRole, type Columns, roleIn } from '@querent/contracts';
import type { ColumnTallies, ColumnTally } from './column-tally.js';
import { listed, quoted } from './in-words.js';

const MAY_BE: readonly ColumnRole[] = ['number', 'category'];

/**
 * Which columns can be made the label, and where, of a file in which none is; empty where none can.
 *
 * @param asksNumber whether such a column would ask for a number
 */
export function couldBeLabel(
  columns: Columns,
  { byName }: ColumnTallies,
  asksNumber: (column: ColumnTally) => boolean,
): string {
  const isTaken = Object.values(columns).some((role) => role === 'label' || role === 'flag');
  // What is to be predicted stands at the end as a rule.
  const found = [...byName].filter(([name]) => MAY_BE.includes(roleIn(columns, name) ?? 'ignore')).reverse();
  if (isTaken || found.length === 0) return '';
  const numbers = found.filter(([, column]) => asksNumber(column));
  const classes = found.filter(([, column]) => !asksNumber(column));
  const asking = [
    [numbers, 'a number'],
    [classes, 'a class'],
  ] as const;
  const said = asking.flatMap(([some, what]) =>
    some.length === 0
      ? []
      : `${listed(some.map(([name]) => quoted(name)))} ${some.length === 1 ? 'asks' : 'ask'} for ${what}`,
  );
  return `If a column holds the answers, make it the label: under “Columns”, in the list beside its name. ${said.join(', ')}. Otherwise: `;
}
