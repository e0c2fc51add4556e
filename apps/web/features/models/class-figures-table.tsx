'use client';
import { type ClassFigures, formatCount } from '@querent/contracts';
import { formatShare } from '@/features/shell/format';
import { Table } from '@/ui/table';
import { columnsOf } from '@/ui/table-columns';

export interface ClassFiguresTableProps {
  rows: ClassFigures[];
}

const column = columnsOf<ClassFigures>();
const share = (id: 'recall' | 'precision', header: string) =>
  column.accessor((row) => row[id]?.value, {
    ...{ id, header },
    cell: ({ row }) => {
      const own = row.original[id];
      if (!own) return '–';
      return (
        <>
          {formatShare(own.value)}{' '}
          <span className="hint whitespace-nowrap">
            [{formatShare(own.low)}, {formatShare(own.high)}]
          </span>
        </>
      );
    },
  });
const COLUMNS = column.columns([
  column.accessor('name', { header: 'Class', meta: { className: 'min-w-24' } }),
  column.accessor('records', { header: 'Holdout records', cell: ({ getValue }) => formatCount(getValue()) }),
  share('recall', 'Found (recall)'),
  share('precision', 'Right when said (precision)'),
  column.accessor('averagePrecision', {
    header: 'Average precision',
    cell: ({ getValue }) => {
      const value = getValue();
      return value === null ? '–' : formatShare(value);
    },
  }),
]);

export const ClassFiguresTable = ({ rows }: ClassFiguresTableProps) => (
  <Table label="By class" columns={COLUMNS} rows={rows} idOf={({ classId }) => classId} className="digits" />
);
