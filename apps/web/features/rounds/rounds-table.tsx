'use client';
import { type Figure, formatCount, type Round } from '@querent/contracts';
import Link from 'next/link';
import { useMemo } from 'react';
import { timeOf } from '@/features/shell/format';
import { Table } from '@/ui/table';
import { columnsOf } from '@/ui/table-columns';
import { formatFigure, formatInterval } from './format-figure';

export interface RoundsTableProps {
  rounds: Round[];
  /** With when each began and how long it took. */
  isLong?: boolean;
}

const NOTHING = '–';
/** What not everybody knows of a figure. */
const NOTES = [
  ['nll', 'The negative log-likelihood is a mean in nats: it punishes confident mistakes.'],
  [
    'ece',
    'The calibration error is measured over 15 bins: 0 means that of all predictions made with 80 % confidence, 80 % are right.',
  ],
] as const;
/** From the worker that took it to its first question. */
const durationOf = ({ begunAt, openedAt }: Round) =>
  begunAt && openedAt ? (Date.parse(openedAt) - Date.parse(begunAt)) / 1_000 : null;
const inSeconds = (seconds: number | null | undefined) => (seconds ? `${seconds.toFixed(1)} s` : NOTHING);

const column = columnsOf<Round>();
const figureIn = ({ figures }: Round, id: string) => figures.find((one) => one.id === id);
const figureColumn = ({ id, title }: Figure) =>
  column.accessor((round) => figureIn(round, id)?.value, {
    ...{ id, header: `${title} [95\u00a0%]` },
    cell: ({ row }) => {
      const figure = figureIn(row.original, id);
      if (!figure) return NOTHING;
      return (
        <>
          {formatFigure(figure)} <span className="hint block text-xs">{formatInterval(figure)}</span>
        </>
      );
    },
  });
const BEFORE = [
  column.accessor('number', {
    header: 'Round',
    cell: ({ getValue, row: { original: round } }) => (
      <Link href={`/projects/${round.projectId}/rounds/${round.id}`} className="underline">
        {getValue()}
      </Link>
    ),
  }),
  column.accessor('state', {
    header: 'State',
    cell: ({ row: { original } }) => (original.isStale ? `${original.state}, before classes changed` : original.state),
  }),
  column.accessor('labels', { header: 'Labels', cell: ({ getValue }) => formatCount(getValue()) }),
];
const TIMES = [
  column.accessor('begunAt', {
    header: 'Began',
    cell: ({ row: { original: round } }) => timeOf(round.begunAt ?? round.createdAt),
  }),
  column.accessor(durationOf, { id: 'duration', header: 'Took', cell: ({ getValue }) => inSeconds(getValue()) }),
];
const AFTER = [
  column.accessor(({ timings }) => timings?.trainSeconds, {
    ...{ id: 'training', header: 'Training' },
    cell: ({ getValue, row: { original } }) =>
      `${original.awaited && original.timings ? 'waited ' : ''}${inSeconds(getValue())}`,
  }),
  column.accessor(({ timings }) => timings?.scoreSeconds, {
    ...{ id: 'scoring', header: 'Scoring' },
    cell: ({ getValue }) => inSeconds(getValue()),
  }),
  column.accessor(({ number, modelVersion }) => modelVersion ?? (number === 0 ? 'none: cold start' : NOTHING), {
    ...{ id: 'model', header: 'Model', meta: { className: 'font-mono text-xs' } },
    cell: ({ getValue, row: { original: round } }) =>
      round.modelId && round.openedAt ? (
        <Link href={`/projects/${round.projectId}/models/${round.modelId}`} className="underline">
          {getValue()}
        </Link>
      ) : (
        getValue()
      ),
  }),
];

export function RoundsTable({ rounds, isLong = false }: RoundsTableProps) {
  const columns = useMemo(() => {
    const measured = rounds.findLast(({ figures }) => figures.length > 0)?.figures ?? [];
    return column.columns([...BEFORE, ...(isLong ? TIMES : []), ...measured.map(figureColumn), ...AFTER]);
  }, [rounds, isLong]);
  const newestFirst = useMemo(() => rounds.toReversed(), [rounds]);
  return (
    <section className="panel grid grid-cols-1 gap-3" aria-labelledby="rounds">
      <h2 id="rounds">{isLong ? 'All rounds' : 'Rounds'}</h2>
      <Table
        label="Rounds"
        columns={columns}
        rows={newestFirst}
        idOf={({ id }) => id}
        className="digits [&_td]:whitespace-nowrap"
      />
      {NOTES.filter(([id]) => rounds.some((round) => figureIn(round, id))).map(([id, note]) => (
        <p key={id} className="hint max-w-3xl">
          {note}
        </p>
      ))}
    </section>
  );
}
