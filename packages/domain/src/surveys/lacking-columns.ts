import { type Columns, roleIn } from '@querent/contracts';
import type { EarlierReading } from './earlier-reading.js';
import { listed, quoted } from './in-words.js';

interface Compared {
  /** Of the file. */
  columns: Columns;
  earlier: EarlierReading | null;
  /** Columns that all records of the project have; none where they are no rows. */
  ofRows: readonly string[];
}

const isOfRow = (columns: Columns, name: string) =>
  ['number', 'category', 'date'].includes(roleIn(columns, name) ?? 'ignore');

/** That the file lacks what the records of the project have, or what the file before had; nothing of one without columns. */
export function lackingColumns({ columns, earlier, ofRows }: Compared): string[] {
  if (Object.keys(columns).length === 0) return [];
  const missing = ofRows.filter((name) => !isOfRow(columns, name));
  const before = Object.entries(earlier?.columns ?? {}).filter(
    ([name, role]) => role !== 'ignore' && roleIn(columns, name) === undefined && !missing.includes(name),
  );
  const one = missing.length === 1;
  return [
    ...(missing.length > 0
      ? [
          `The records of this project have the ${one ? 'column' : 'columns'} ${listed(missing.map(quoted))}, which ${one ? 'is' : 'are'} not read from this file: ${one ? 'its value is' : 'their values are'} missing in the records that come in.`,
        ]
      : []),
    ...(before.length > 0 && earlier
      ? [
          `${earlier.name} had the ${before.length === 1 ? 'column' : 'columns'} ${listed(before.map(([name, role]) => `${quoted(name)} (${role})`))} too, which this file does not have.`,
        ]
      : []),
  ];
}
