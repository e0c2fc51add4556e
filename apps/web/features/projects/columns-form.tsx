'use client';
import { ENCODED_ROLES, type EncodedColumn, EncodedRole } from '@querent/contracts';
import { useRouter } from 'next/navigation';
import { useEffect, useMemo, useState } from 'react';
import { api } from '@/features/shell/api';
import { ErrorNote } from '@/features/shell/error-note';
import { useAction } from '@/features/shell/use-action';
import { Button } from '@/ui/button';
import { say } from '@/ui/say';
import { Select } from '@/ui/select';
import { Table } from '@/ui/table';
import { columnsOf } from '@/ui/table-columns';

export interface ColumnsFormProps {
  projectId: string;
  columns: EncodedColumn[];
  /** Features are being made: what columns become is told anew once they are there. */
  isEncoding: boolean;
}

interface Row extends EncodedColumn {
  onRole: (name: string, role: EncodedRole) => void;
}

const REFRESH_MS = 2_000;

const column = columnsOf<Row>();
const COLUMNS = column.columns([
  column.accessor('name', {
    ...{ header: 'Column', meta: { className: 'align-top' } },
    cell: ({ row: { original: one } }) => (
      <div className="min-w-24">
        <span dir="auto" className="font-semibold">
          {one.name}
        </span>
        <span dir="auto" className="hint block">
          {one.note}
        </span>
      </div>
    ),
  }),
  column.display({
    ...{ id: 'role', header: 'Learned from as', meta: { className: 'w-36 align-top sm:w-48' } },
    cell: ({ row: { original: one } }) => (
      <Select
        label={`What ${one.name} is learned from as`}
        options={EncodedRole.options}
        titles={TITLES}
        hints={ENCODED_ROLES}
        value={one.role}
        onChange={(role) => one.onRole(one.name, role)}
      />
    ),
  }),
]);
const TITLES = { auto: 'by its values', ignore: 'left out' } as const;

/** What each column of a table became, and as what it is to be learned from. */
export function ColumnsForm({ projectId, columns, isEncoding }: ColumnsFormProps) {
  const router = useRouter();
  const [chosen, setChosen] = useState<ReadonlyMap<string, EncodedRole>>(new Map());
  useEffect(() => {
    if (!isEncoding) return;
    const timer = setInterval(() => router.refresh(), REFRESH_MS);
    return () => clearInterval(timer);
  }, [isEncoding, router]);
  const rows = useMemo(() => {
    const onRole = (name: string, role: EncodedRole) => setChosen((before) => new Map(before).set(name, role));
    return columns.map((one) => ({ ...one, role: chosen.get(one.name) ?? one.role, onRole }));
  }, [columns, chosen]);
  const changed = Object.fromEntries(
    columns.flatMap(({ name, role }) => {
      const own = chosen.get(name);
      return own === undefined || own === role ? [] : [[name, own]];
    }),
  );
  const { run, isRunning, error } = useAction(async () => {
    await api('PATCH /projects/{projectId}/columns', { params: { projectId }, body: { columns: changed } });
    say('Saved. New features are made; rounds use the old ones until they are complete.');
    router.refresh();
  });
  return (
    <>
      <p className="hint" aria-live="polite">
        {isEncoding
          ? 'Features are being made. What each column became is told once that is done.'
          : 'What each column became. Another choice makes new features in the background, while labelling goes on.'}
      </p>
      <Table label="Columns" columns={COLUMNS} rows={rows} idOf={({ name }) => name} />
      <ErrorNote text={error} />
      <Button
        look="primary"
        className="justify-self-start"
        disabled={isRunning || Object.keys(changed).length === 0}
        onClick={() => void run()}
      >
        Save the columns
      </Button>
    </>
  );
}
