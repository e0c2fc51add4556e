'use client';
import { COLUMN_ROLES, ColumnRole, formatCount, roleIn, type Survey, type SurveyColumn } from '@querent/contracts';
import { useMemo, useState } from 'react';
import { formatDay } from '@/features/shell/format';
import { Select } from '@/ui/select';
import { Table } from '@/ui/table';
import { columnsOf } from '@/ui/table-columns';
import { TextField } from '@/ui/text-field';

export interface ColumnsPanelProps {
  columns: SurveyColumn[];
  /** As they were chosen last. */
  roles: Record<string, ColumnRole>;
  /** The import before by whose columns these are read. */
  readAs: Survey['readAs'];
  onRole: (name: string, role: ColumnRole) => void;
}

interface Row extends SurveyColumn {
  onRole: ColumnsPanelProps['onRole'];
}
const column = columnsOf<Row>();
const COLUMNS = column.columns([
  column.display({
    ...{ id: 'column', header: 'Column', meta: { className: 'align-top' } },
    cell: ({ row: { original: one } }) => (
      <div className="min-w-24">
        <span dir="auto" className="font-semibold">
          {one.name}
        </span>
        <span dir="auto" className="hint line-clamp-2">
          {one.examples.map((example) => (example.trim() === '' ? '(empty)' : example)).join(' · ')}
        </span>
      </div>
    ),
  }),
  column.display({
    ...{ id: 'role', header: 'What it is', meta: { className: 'w-36 align-top sm:w-64' } },
    cell: ({ row: { original: one } }) => (
      <div className="grid w-32 gap-1 sm:w-60">
        <Select
          label={`What ${one.name} is`}
          options={ColumnRole.options}
          hints={COLUMN_ROLES}
          value={one.role}
          onChange={(role) => one.onRole(one.name, role)}
        />
        {one.note && <span className="hint">{one.note}</span>}
      </div>
    ),
  }),
]);

/** Of more columns one finds one by typing. */
const FIND_ABOVE = 50;

/** How many columns are what, the most common first: "1,998 number, 1 id". */
function inWords(rows: readonly Row[]): string {
  const counts = new Map<ColumnRole, number>();
  for (const { role } of rows) counts.set(role, (counts.get(role) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([role, count]) => `${formatCount(count)} ${role}`)
    .join(', ');
}

/** What each column of a table is for, to be changed. */
export function ColumnsPanel({ columns, roles, readAs, onRole }: ColumnsPanelProps) {
  const rows = useMemo(
    () => columns.map((one) => ({ ...one, role: roleIn(roles, one.name) ?? one.role, onRole })),
    [columns, roles, onRole],
  );
  const [query, setQuery] = useState('');
  const isMany = rows.length > FIND_ABOVE;
  const shown = useMemo(() => {
    const wanted = query.trim().toLowerCase();
    if (!isMany || wanted === '') return rows;
    return rows.filter(({ name, role }) => role === wanted || name.toLowerCase().includes(wanted));
  }, [rows, isMany, query]);
  return (
    <section className="panel grid grid-cols-1 gap-3" aria-labelledby="columns">
      <div>
        <h2 id="columns">Columns</h2>
        {readAs && (
          <p className="hint mt-1 break-words" data-testid="read-as">
            Columns are read as in {readAs.name} of {formatDay(readAs.createdAt)}.
          </p>
        )}
      </div>
      {isMany && (
        <TextField
          label="Find a column"
          name="column"
          hint={`By its name, or by what it is: ${inWords(rows)}.`}
          autoComplete="off"
          value={query}
          onValueChange={setQuery}
        />
      )}
      <Table label="Columns" columns={COLUMNS} rows={shown} idOf={({ name }) => name} empty="No column is called so." />
    </section>
  );
}
