'use client';
import type { Member, Person } from '@querent/contracts';
import { useMemo } from 'react';
import { PersonName } from '@/features/people/person-name';
import { Table } from '@/ui/table';
import { columnsOf } from '@/ui/table-columns';
import { MemberRoleSelect } from './member-role-select';
import { RemoveMemberButton } from './remove-member-button';

export interface MembersTableProps {
  projectId: string;
  /** Who is looking. */
  me: Person;
  members: Member[];
}

const column = columnsOf<Member>();

export function MembersTable({ projectId, me, members }: MembersTableProps) {
  const columns = useMemo(
    () =>
      column.columns([
        column.accessor(({ person }) => person.name, {
          ...{ id: 'person', header: 'Person' },
          cell: ({ row: { original } }) => (
            <PersonName person={original.person} me={me}>
              {original.person.role === 'admin' && <span className="hint"> admin, may do everything here</span>}
            </PersonName>
          ),
        }),
        column.accessor('role', {
          header: 'Role',
          cell: ({ row }) => <MemberRoleSelect projectId={projectId} member={row.original} />,
        }),
        column.display({
          ...{ id: 'remove', header: () => <span className="sr-only">Remove</span>, meta: { className: 'text-right' } },
          cell: ({ row }) => <RemoveMemberButton projectId={projectId} me={me} person={row.original.person} />,
        }),
      ]),
    [projectId, me],
  );
  return (
    <Table
      label="Members"
      isStacked
      columns={columns}
      rows={members}
      idOf={({ person }) => person.id}
      empty="Nobody yet. Admins can label here without being members."
    />
  );
}
