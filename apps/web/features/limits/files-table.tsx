'use client';
import { sizeInWords, type WaitingFile } from '@querent/contracts';
import { timeOf } from '@/features/shell/format';
import { Table } from '@/ui/table';
import { columnsOf } from '@/ui/table-columns';
import { ThrowAwayButton } from './throw-away-button';

export interface FilesTableProps {
  files: WaitingFile[];
}

const column = columnsOf<WaitingFile>();
const COLUMNS = column.columns([
  column.accessor('name', {
    header: 'File',
    cell: ({ row: { original: one } }) => (
      <div className="min-w-28">
        <span className="[overflow-wrap:anywhere]">{one.name}</span>
        <span className="hint block">
          of {one.personName}, {timeOf(one.createdAt)}
          {one.isImporting ? ', being imported' : one.error !== null ? ', could not be fetched' : ''}
        </span>
      </div>
    ),
  }),
  column.accessor('receivedBytes', {
    ...{ header: 'Size', meta: { className: 'digits sm:whitespace-nowrap' } },
    cell: ({ row: { original: one } }) =>
      one.isWhole || one.bytes === null
        ? sizeInWords(one.receivedBytes)
        : `${sizeInWords(one.receivedBytes)} of ${sizeInWords(one.bytes)}`,
  }),
  column.display({
    ...{ id: 'remove', header: () => <span className="sr-only">Throw away</span> },
    cell: ({ row: { original: one } }) => !one.isImporting && <ThrowAwayButton file={one} />,
  }),
]);

/** The files of all people that wait or are on their way, and take the disk meanwhile. */
export function FilesTable({ files }: FilesTableProps) {
  if (files.length === 0) return null;
  return <Table label="Files that wait" isStacked columns={COLUMNS} rows={files} idOf={({ id }) => id} />;
}
