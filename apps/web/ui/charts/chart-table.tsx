'use client';
import { useMemo } from 'react';
import { Table } from '../table';
import { columnsOf } from '../table-columns';
import { describePoint, pointAt, type Words } from './describe-place';
import { isRead, type Series } from './layout';

export interface ChartTableProps extends Words {
  title: string;
  series: Series[];
  places: number[];
}

/** The numbers of a chart. */
export function ChartTable({ title, series, places, xTitle, formatX, formatValue }: ChartTableProps) {
  const columns = useMemo(() => {
    const column = columnsOf<{ place: number }>();
    const read = series.filter(isRead);
    return column.columns([
      column.accessor('place', { header: xTitle, cell: ({ row }) => formatX(row.original.place) }),
      ...read.map((one, index) =>
        column.accessor(({ place }) => pointAt(one, place)?.y, {
          id: `series-${index}`,
          header: read.length > 1 ? one.label : title,
          cell: ({ row }) => {
            const point = pointAt(one, row.original.place);
            return point ? describePoint(point, formatValue) : '–';
          },
        }),
      ),
    ]);
  }, [series, title, xTitle, formatX, formatValue]);
  const rows = useMemo(() => places.map((place) => ({ place })), [places]);
  return (
    <details className="text-sm">
      <summary className="hint w-fit">As a table</summary>
      <div className="mt-2">
        <Table label={title} columns={columns} rows={rows} idOf={({ place }) => String(place)} className="digits" />
      </div>
    </details>
  );
}
