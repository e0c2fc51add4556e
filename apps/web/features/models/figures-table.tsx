'use client';
import type { Figure } from '@querent/contracts';
import { formatFigure, formatInterval, titleOf } from '@/features/rounds/format-figure';
import { Table } from '@/ui/table';
import { columnsOf } from '@/ui/table-columns';

export interface FiguresTableProps {
  figures: Figure[];
}

const column = columnsOf<Figure>();
const COLUMNS = column.columns([
  column.accessor('title', {
    ...{ header: 'Figure', meta: { className: 'min-w-32' } },
    cell: ({ row }) => titleOf(row.original),
  }),
  column.accessor('value', {
    ...{ header: 'Value', meta: { className: 'whitespace-nowrap' } },
    cell: ({ row }) => <b data-testid={`figure-${row.original.id}`}>{formatFigure(row.original)}</b>,
  }),
  column.display({
    ...{ id: 'interval', header: '95\u00a0% interval', meta: { className: 'whitespace-nowrap' } },
    cell: ({ row }) => formatInterval(row.original),
  }),
]);

export const FiguresTable = ({ figures }: FiguresTableProps) => (
  <Table
    label="Figures"
    columns={COLUMNS}
    rows={figures}
    idOf={({ id }) => id}
    className="digits"
    empty="The holdout determines no figure."
  />
);
