'use client';
import type { ApiKey } from '@querent/contracts';
import { useMemo } from 'react';
import { timeOf } from '@/features/shell/format';
import { Table } from '@/ui/table';
import { columnsOf } from '@/ui/table-columns';
import { RevokeButton } from './revoke-button';

export interface KeysTableProps {
  keys: ApiKey[];
  /** Whether they are of several people. */
  hasOwners?: boolean;
  onRevoked?: (keyId: string) => void;
}

const dayOf = (iso: string) => iso.slice(0, 10);

const column = columnsOf<ApiKey>();

export function KeysTable({ keys, hasOwners = false, onRevoked }: KeysTableProps) {
  const columns = useMemo(
    () =>
      column.columns([
        column.accessor('name', {
          header: 'Key',
          cell: ({ row: { original: key } }) => (
            <div className="min-w-28">
              <span className="font-medium [overflow-wrap:anywhere]">{key.name}</span>
              {key.hasExpired && (
                <span className="ml-2 inline-block whitespace-nowrap rounded-md bg-sunken px-1.5">expired</span>
              )}
              <span className="hint block">
                <span className="font-mono text-xs">{key.start}…</span>
                {hasOwners && `, of ${key.personName}`}
              </span>
              <span className="hint block [overflow-wrap:anywhere]">
                {key.scope}, {key.projectId === null ? 'all projects' : `“${key.projectName}” only`}
              </span>
            </div>
          ),
        }),
        column.accessor('lastUsedAt', {
          header: 'Used',
          cell: ({ row: { original: key } }) => (
            <div className="min-w-28">
              {key.lastUsedAt ? `last used ${timeOf(key.lastUsedAt)}` : 'never used'}
              <span className="hint block">made {dayOf(key.createdAt)}</span>
              <span className="hint block">
                {key.expiresAt ? `${key.hasExpired ? 'expired' : 'expires'} ${dayOf(key.expiresAt)}` : 'until revoked'}
              </span>
            </div>
          ),
        }),
        column.display({
          ...{ id: 'revoke', header: () => <span className="sr-only">Revoke</span>, meta: { className: 'text-right' } },
          cell: ({ row: { original: key } }) => <RevokeButton apiKey={key} onRevoked={onRevoked} />,
        }),
      ]),
    [hasOwners, onRevoked],
  );
  return (
    <Table label="API keys" isStacked columns={columns} rows={keys} idOf={({ id }) => id} empty="There are none." />
  );
}
