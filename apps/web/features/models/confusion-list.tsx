'use client';
import { formatCount } from '@querent/contracts';
import Link from 'next/link';
import { useMemo } from 'react';
import { Table } from '@/ui/table';
import { columnsOf } from '@/ui/table-columns';
import type { ConfusionProps } from './confusion-matrix';

type Cell = ConfusionProps['cells'][number];

const column = columnsOf<Cell>();

/** Of many classes: the mistakes, the most frequent first. */
export function ConfusionList({ cells, classes }: ConfusionProps) {
  const { columns, rows } = useMemo(() => {
    const names = new Map(classes.map(({ id, name }) => [id, name]));
    const columns = column.columns([
      column.accessor(({ truth }) => names.get(truth), { id: 'truth', header: 'True' }),
      column.accessor(({ said }) => names.get(said), { id: 'said', header: 'Said' }),
      column.accessor('count', {
        header: 'Records',
        cell: ({ row: { original: one } }) => (
          <Link href={`?truth=${one.truth}&said=${one.said}&which=all#records`} className="underline">
            {formatCount(one.count)}
          </Link>
        ),
      }),
    ]);
    const rows = cells.filter(({ truth, said }) => truth !== said).toSorted((a, b) => b.count - a.count);
    return { columns, rows };
  }, [cells, classes]);
  return (
    <Table
      label="Confused classes"
      columns={columns}
      rows={rows}
      idOf={({ truth, said }) => `${truth} ${said}`}
      className="digits"
      empty="Nothing was confused."
    />
  );
}
