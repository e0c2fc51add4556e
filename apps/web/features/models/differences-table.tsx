'use client';
import type { Comparison } from '@querent/contracts';
import { useMemo } from 'react';
import { scaleOf, titleOf } from '@/features/rounds/format-figure';
import { Table } from '@/ui/table';
import { columnsOf } from '@/ui/table-columns';
import { verdictOn } from './verdict-on';

type Difference = Comparison['figures'][number];

export interface DifferencesTableProps {
  figures: Difference[];
  /** Names of the two models. */
  first: string;
  second: string;
}

const column = columnsOf<Difference>();
const signed = (text: string, value: number) => (value > 0 ? `+${text}` : text);

export function DifferencesTable({ figures, first, second }: DifferencesTableProps) {
  const columns = useMemo(
    () =>
      column.columns([
        column.accessor('title', {
          ...{ header: 'Figure', meta: { className: 'min-w-28' } },
          cell: ({ row }) => titleOf(row.original),
        }),
        column.accessor('first', { header: first, cell: ({ row }) => written(row.original, row.original.first) }),
        column.accessor('second', { header: second, cell: ({ row }) => written(row.original, row.original.second) }),
        column.accessor(({ difference }) => difference.value, {
          ...{ id: 'difference', header: 'Difference [95\u00a0%]' },
          cell: ({ row: { original: one } }) => {
            const { value, low, high } = one.difference;
            const [own, from, to] = [value, low, high].map((end) => signed(written(one, end), end));
            return (
              <>
                <b>{own}</b>{' '}
                <span className="hint whitespace-nowrap">
                  [{from}, {to}]
                </span>
              </>
            );
          },
        }),
        column.display({
          ...{ id: 'verdict', header: 'So', meta: { className: 'min-w-44' } },
          cell: ({ row }) => verdictOn(row.original, { first, second }),
        }),
      ]),
    [first, second],
  );
  return <Table label="Differences" columns={columns} rows={figures} idOf={({ id }) => id} className="digits" />;
}

const written = ({ unit }: Difference, value: number) => scaleOf[unit].format(value);
