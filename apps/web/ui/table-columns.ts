import {
  createColumnHelper,
  createSortedRowModel,
  type RowData,
  rowSortingFeature,
  sortFn_alphanumeric,
  sortFn_text,
  tableFeatures,
} from '@tanstack/react-table';

interface ColumnMeta {
  /** Of the cells below the head. */
  className?: string;
}

/** What tables here can do: be sorted by a column. */
export const FEATURES = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { alphanumeric: sortFn_alphanumeric, text: sortFn_text },
  columnMeta: {} as ColumnMeta, // a type only
});

/** Defines the columns of rows of one type: `accessor` for values, by which the table can be sorted, `display` for controls. */
export const columnsOf = <Row extends RowData>() => createColumnHelper<typeof FEATURES, Row>();
export type Columns<Row extends RowData> = ReturnType<ReturnType<typeof columnsOf<Row>>['columns']>;
