'use client';
import type { Invitation } from '@querent/contracts';
import { useMemo } from 'react';
import { timeOf } from '@/features/shell/format';
import { Table } from '@/ui/table';
import { columnsOf } from '@/ui/table-columns';
import { WithdrawButton } from './withdraw-button';

export interface InvitationsTableProps {
  invitations: Invitation[];
  /** The one whose link is on the page. */
  newestId: string | null;
  onWithdrawn: (invitationId: string) => void;
}

const column = columnsOf<Invitation>();

/** The links that wait. */
export function InvitationsTable({ invitations, newestId, onWithdrawn }: InvitationsTableProps) {
  const columns = useMemo(
    () =>
      column.columns([
        column.accessor('createdAt', {
          header: 'Link',
          cell: ({ row: { original } }) => (
            <div className="min-w-28">
              An open link for one {original.role}
              {original.projectName && ` into “${original.projectName}”`}
              {original.id === newestId && ': the one above'}
              <span className="hint block">
                made {timeOf(original.createdAt)}
                {original.creatorName && ` by ${original.creatorName}`}, until {original.expiresAt.slice(0, 10)}
              </span>
            </div>
          ),
        }),
        column.display({
          ...{ id: 'withdraw', header: () => <span className="sr-only">Withdraw</span> },
          cell: ({ row: { original } }) => (
            <WithdrawButton invitationId={original.id} onWithdrawn={() => onWithdrawn(original.id)} />
          ),
        }),
      ]),
    [newestId, onWithdrawn],
  );
  if (invitations.length === 0) return null;
  return <Table label="Open links" isStacked columns={columns} rows={invitations} idOf={({ id }) => id} />;
}
