'use client';
import { FlexRender, type HeaderGroup, type RowData } from '@tanstack/react-table';
import type { FEATURES } from './table-columns';

export interface TableHeadProps<Row extends RowData> {
  groups: HeaderGroup<typeof FEATURES, Row>[];
  isSticky: boolean;
}

const ORDERS = { asc: 'ascending', desc: 'descending' } as const;
const ARROWS = { asc: '▴', desc: '▾' } as const;

/** The heads of columns; those with values sort by them. */
export function TableHead<Row extends RowData>({ groups, isSticky }: TableHeadProps<Row>) {
  return (
    <thead className={`hint [overflow-wrap:normal] ${isSticky ? 'sticky top-0 bg-panel' : ''}`}>
      {groups.map((group) => (
        <tr key={group.id} aria-rowindex={1}>
          {group.headers.map((header) => {
            const order = header.column.getIsSorted();
            const content = <FlexRender header={header} />;
            return (
              <th
                key={header.id}
                scope="col"
                className="py-1.5 pr-2 align-bottom font-medium last:pr-0 sm:pr-4"
                aria-sort={order ? ORDERS[order] : undefined}
              >
                {header.column.getCanSort() ? (
                  <button
                    type="button"
                    className="-ml-1.5 rounded-md px-1.5 text-start hover:bg-sunken"
                    onClick={header.column.getToggleSortingHandler()}
                  >
                    {content}
                    <span aria-hidden="true">{order && ` ${ARROWS[order]}`}</span>
                  </button>
                ) : (
                  content
                )}
              </th>
            );
          })}
        </tr>
      ))}
    </thead>
  );
}
