'use client';
import type { Person } from '@querent/contracts';
import { useMemo } from 'react';
import { Table } from '@/ui/table';
import { columnsOf } from '@/ui/table-columns';
import { AccountActions } from './account-actions';
import { PersonName } from './person-name';
import { RoleSelect } from './role-select';

export interface PeopleTableProps {
  /** Who is looking. */
  me: Person;
  people: Person[];
}

const column = columnsOf<Person>();

/** Every account. */
export function PeopleTable({ me, people }: PeopleTableProps) {
  const columns = useMemo(
    () =>
      column.columns([
        column.accessor('name', {
          header: 'Person',
          cell: ({ row }) => <PersonName person={row.original} me={me} />,
        }),
        column.accessor('role', { header: 'Role', cell: ({ row }) => <RoleSelect person={row.original} /> }),
        column.display({
          ...{ id: 'account', header: () => <span className="sr-only">Account</span> },
          cell: ({ row }) => row.original.id !== me.id && <AccountActions person={row.original} />,
        }),
      ]),
    [me],
  );
  return <Table label="Accounts" isStacked columns={columns} rows={people} idOf={({ id }) => id} />;
}
