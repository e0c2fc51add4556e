'use client';
import type { Class } from '@querent/contracts';
import { useRouter } from 'next/navigation';
import { useMemo } from 'react';
import { api } from '@/features/shell/api';
import { Table } from '@/ui/table';
import { columnsOf } from '@/ui/table-columns';
import { ClassActions } from './class-actions';
import { ClassForm } from './class-form';

export interface ClassesTableProps {
  projectId: string;
  classes: Class[];
}

const column = columnsOf<Class>();

/** The classes of a project, those that are not used any more at the end, and a form for another one. */
export function ClassesTable({ projectId, classes: given }: ClassesTableProps) {
  const router = useRouter();
  const { rows, columns } = useMemo(() => {
    const classes = given.toSorted((a, b) => a.order - b.order);
    const isUsed = ({ isArchived, mergedIntoId }: Class) => !isArchived && mergedIntoId === null;
    const nameOf = (id: string) => classes.find((one) => one.id === id)?.name;
    const columns = column.columns([
      column.accessor('name', {
        header: 'Class',
        cell: ({ row: { original: one } }) => (
          <div className="min-w-28">
            {one.colour && (
              <span
                className="mr-2 inline-block size-3 rounded-full"
                style={{ background: one.colour }}
                aria-hidden="true"
              />
            )}
            {one.name} {one.key && <span className="key">{one.key}</span>}
            <span className="hint block">
              {one.mergedIntoId !== null ? `merged into ${nameOf(one.mergedIntoId)}` : one.isArchived ? 'archived' : ''}
              {isUsed(one) && one.description}
            </span>
          </div>
        ),
      }),
      column.display({
        ...{ id: 'change', header: () => <span className="sr-only">Change</span>, meta: { className: 'text-right' } },
        cell: ({ row }) => <ClassActions one={row.original} classes={classes} />,
      }),
    ]);
    return { rows: [...classes.filter(isUsed), ...classes.filter((one) => !isUsed(one))], columns };
  }, [given]);
  return (
    <>
      <Table label="Classes" columns={columns} rows={rows} idOf={({ id }) => id} empty="No class yet." />
      <ClassForm
        given={null}
        submitText="Add the class"
        onSubmit={async (body) => {
          await api('POST /projects/{projectId}/classes', { params: { projectId }, body });
          router.refresh();
        }}
      />
    </>
  );
}
