'use client';
import type { TrialResult } from '@querent/contracts';
import { useMemo } from 'react';
import { verdictOn } from '@/features/models/verdict-on';
import { scaleOf, titleOf } from '@/features/rounds/format-figure';
import { Table } from '@/ui/table';
import { columnsOf } from '@/ui/table-columns';

export interface TrialFiguresProps {
  result: TrialResult;
}

type Figure = TrialResult['figures'][number];
type Estimate = Figure['present'];

const NAMES = { first: 'what is in use', second: 'what was tried' };

const column = columnsOf<Figure>();

/** The figures of both settings, each record judged by a model that had not seen it. */
export function TrialFigures({ result: { figures, records, seconds } }: TrialFiguresProps) {
  const columns = useMemo(() => {
    const estimate = (id: 'present' | 'other' | 'difference', header: string) =>
      column.accessor((figure) => figure[id].value, {
        ...{ id, header, meta: { className: 'min-w-32' } },
        cell: ({ row: { original } }) => inWords(original, original[id], id === 'difference'),
      });
    return column.columns([
      column.accessor('title', {
        ...{ header: 'Figure', meta: { className: 'min-w-28' } },
        cell: ({ row }) => titleOf(row.original),
      }),
      estimate('present', 'In use'),
      estimate('other', 'Tried'),
      estimate('difference', 'Difference'),
      column.display({
        ...{ id: 'so', header: 'So', meta: { className: 'min-w-44' } },
        cell: ({ row }) => verdictOn(row.original, NAMES),
      }),
    ]);
  }, []);
  return (
    <>
      <Table label="Figures of the trial" columns={columns} rows={figures} idOf={({ id }) => id} className="digits" />
      <p className="hint max-w-3xl">
        Cross-validated on {records} labelled records, each judged by a model that had not seen it; 95 % intervals in
        brackets, rather too narrow since the models share labels. Training took {seconds.present.toFixed(1)} s in use
        and {seconds.other.toFixed(1)} s as tried. The labelled records were mostly chosen by a model: figures on a
        random holdout may be others.
      </p>
    </>
  );
}

function inWords({ unit }: Figure, { value, low, high }: Estimate, isSigned: boolean) {
  const text = (one: number) => `${isSigned && one > 0 ? '+' : ''}${scaleOf[unit].format(one)}`;
  return (
    <>
      <b>{text(value)}</b>{' '}
      <span className="hint whitespace-nowrap">
        [{text(low)}, {text(high)}]
      </span>
    </>
  );
}
