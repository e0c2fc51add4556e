'use client';
import { type RowData, useTable } from '@tanstack/react-table';
import { useRef } from 'react';
import { type Columns, FEATURES } from './table-columns';
import { TableHead } from './table-head';
import { LONG_LIST, useRowsInView } from './use-rows-in-view';

export interface TableProps<Row extends RowData> {
  /** What the rows are, for screen readers. */
  label: string;
  /** The same array on every drawing: columns are made once, outside of the component or by `useMemo`. */
  columns: Columns<Row>;
  rows: Row[];
  idOf: (row: Row) => string;
  /** In place of rows. */
  empty?: string;
  className?: string;
  /** On a phone the first cell takes a line of its own, and the others stand below it. */
  isStacked?: boolean;
}

/** Heads are read out, and not seen. */
const STACKED =
  'max-sm:[&_thead]:sr-only max-sm:[&_tbody_tr]:grid max-sm:[&_tbody_tr]:grid-cols-[1fr_auto] max-sm:[&_tbody_tr]:items-center max-sm:[&_tbody_td:first-child]:col-span-2 max-sm:[&_tbody_td:first-child]:pb-0';

/** Rows under heads that sort them. What is wider than the page scrolls inside; of a long table, only what is in view is drawn. */
export function Table<Row extends RowData>({
  label,
  columns,
  rows: data,
  idOf,
  empty,
  className = '',
  isStacked = false,
}: TableProps<Row>) {
  const scroller = useRef<HTMLDivElement>(null);
  const table = useTable({ features: FEATURES, columns, data, getRowId: idOf });
  const { rows } = table.getRowModel();
  const { items, before, after, measure } = useRowsInView(rows.length, scroller);
  if (rows.length === 0 && empty) return <p className="hint">{empty}</p>;
  const isLong = rows.length > LONG_LIST;
  return (
    <div ref={scroller} className={`scroller ${isLong ? 'max-h-[70vh]' : ''}`}>
      <table
        className={`w-full text-left text-sm ${isStacked ? STACKED : ''} ${className}`}
        aria-label={label}
        aria-rowcount={rows.length + 1}
      >
        <TableHead groups={table.getHeaderGroups()} isSticky={isLong} />
        <tbody>
          {before > 0 && <tr style={{ height: before }} />}
          {items.map((index) => {
            const row = rows[index];
            return (
              row && (
                <tr
                  key={row.id}
                  ref={measure}
                  data-index={index}
                  aria-rowindex={index + 2}
                  className="border-line border-t"
                >
                  {row.getAllCells().map((cell) => (
                    <td
                      key={cell.id}
                      className={`py-2 pr-2 last:pr-0 sm:pr-4 ${cell.column.columnDef.meta?.className ?? ''}`}
                    >
                      <table.FlexRender cell={cell} />
                    </td>
                  ))}
                </tr>
              )
            );
          })}
          {after > 0 && <tr style={{ height: after }} />}
        </tbody>
      </table>
    </div>
  );
}
