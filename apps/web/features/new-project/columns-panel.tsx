'use client';
import { COLUMN_ROLES, ColumnRole, type SurveyColumn } from '@querent/contracts';
import { useMemo } from 'react';
import { Select } from '@/ui/select';
import { Table } from '@/ui/table';
import { columnsOf } from '@/ui/table-columns';

export interface ColumnsPanelProps {
  columns: SurveyColumn[];
  /** As they were chosen last. */
  roles: Record<string, ColumnRole>;
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

/** What each column of a table is for, to be changed. */
export function ColumnsPanel({ columns, roles, onRole }: ColumnsPanelProps) {
  const rows = useMemo(
    () => columns.map((one) => ({ ...one, role: roles[one.name] ?? one.role, onRole })),
    [columns, roles, onRole],
  );
  return (
    <section className="panel grid grid-cols-1 gap-3" aria-labelledby="columns">
      <h2 id="columns">Columns</h2>
      <Table label="Columns" columns={COLUMNS} rows={rows} idOf={({ name }) => name} />
    </section>
  );
}
