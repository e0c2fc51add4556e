'use client';
import type { Estimate, Round } from '@querent/contracts';
import { useMemo } from 'react';
import { formatShare } from '@/features/shell/format';
import { Table } from '@/ui/table';
import { columnsOf } from '@/ui/table-columns';

export interface RoundsTableProps {
  rounds: Round[];
}

const NOTHING = '–';
const withInterval = (estimate: Estimate | undefined) =>
  estimate ? `${formatShare(estimate.value)} [${formatShare(estimate.low)}, ${formatShare(estimate.high)}]` : NOTHING;
const inSeconds = (seconds: number | null | undefined) => (seconds ? `${seconds.toFixed(1)} s` : NOTHING);

const column = columnsOf<Round>();
const COLUMNS = column.columns([
  column.accessor('number', { header: 'Round' }),
  column.accessor('state', { header: 'State' }),
  column.accessor('labels', { header: 'Labels' }),
  column.accessor(({ metrics }) => metrics?.accuracy.value, {
    ...{ id: 'accuracy', header: 'Accuracy [95 %]' },
    cell: ({ row }) => withInterval(row.original.metrics?.accuracy),
  }),
  column.accessor(({ metrics }) => metrics?.nll.value, {
    ...{ id: 'nll', header: 'NLL [95 %]' },
    cell: ({ row }) => withInterval(row.original.metrics?.nll),
  }),
  column.accessor(({ metrics }) => metrics?.ece, {
    ...{ id: 'ece', header: 'ECE' },
    cell: ({ getValue }) => {
      const ece = getValue();
      return ece === undefined ? NOTHING : formatShare(ece);
    },
  }),
  column.accessor(({ timings }) => timings?.trainSeconds, {
    ...{ id: 'training', header: 'Training' },
    cell: ({ getValue }) => inSeconds(getValue()),
  }),
  column.accessor(({ timings }) => timings?.scoreSeconds, {
    ...{ id: 'scoring', header: 'Scoring' },
    cell: ({ getValue }) => inSeconds(getValue()),
  }),
  column.accessor(({ number, modelVersion }) => modelVersion ?? (number === 0 ? 'none: cold start' : NOTHING), {
    ...{ id: 'model', header: 'Model', meta: { className: 'font-mono text-xs' } },
  }),
]);

export function RoundsTable({ rounds }: RoundsTableProps) {
  const newestFirst = useMemo(() => rounds.toReversed(), [rounds]);
  return (
    <section className="panel grid grid-cols-1 gap-3" aria-labelledby="rounds">
      <h2 id="rounds">Rounds</h2>
      <Table
        label="Rounds"
        columns={COLUMNS}
        rows={newestFirst}
        idOf={({ id }) => id}
        className="digits whitespace-nowrap"
      />
      <p className="hint max-w-3xl">
        NLL is the mean negative log-likelihood in nats: it punishes confident mistakes. ECE is the expected calibration
        error over 15 bins: 0 means that of all predictions made with 80 % confidence, 80 % are right.
      </p>
    </section>
  );
}
