'use client';
import { formatCount, type Model, sizeInWords } from '@querent/contracts';
import Link from 'next/link';
import { useMemo, useState } from 'react';
import { formatFigure, formatInterval } from '@/features/rounds/format-figure';
import { timeOf } from '@/features/shell/format';
import { Table } from '@/ui/table';
import { columnsOf } from '@/ui/table-columns';
import { ModelActions } from './model-actions';
import type { FigureChoice } from './serving-form';

export interface ModelsTableProps {
  projectId: string;
  models: Model[];
  /** That have a column. */
  figures: FigureChoice[];
}

const column = columnsOf<Model>();
const figureIn = ({ figures }: Model, id: string) => figures.find((one) => one.id === id);

export function ModelsTable({ projectId, models, figures }: ModelsTableProps) {
  const [chosen, setChosen] = useState<string[]>([]);
  const columns = useMemo(() => {
    const choose = (id: string) =>
      // Of two that are chosen already, the earlier choice gives way.
      setChosen((now) => (now.includes(id) ? now.filter((one) => one !== id) : [...now.slice(-1), id]));
    const measured = figures.filter(({ id }) => models.some((model) => figureIn(model, id)));
    return column.columns([
      ...(models.length > 1 ? [chooseColumn(chosen, choose)] : []),
      column.accessor('roundNumber', {
        header: 'Model',
        cell: ({ row: { original: one } }) => (
          <div className="min-w-36">
            <Link href={`/projects/${projectId}/models/${one.id}`} className="font-medium font-mono underline">
              {one.version}
            </Link>
            <span className="hint block whitespace-nowrap text-xs">
              round {one.roundNumber}, {timeOf(one.createdAt)}
            </span>
            <ModelState model={one} />
          </div>
        ),
      }),
      column.accessor('labels', { header: 'Labels', cell: ({ getValue }) => formatCount(getValue()) }),
      ...measured.map((figure) => figureColumn(figure)),
      column.accessor('trainSeconds', {
        header: 'Training',
        cell: ({ getValue, row: { original: one } }) => {
          const seconds = getValue();
          return seconds === null || one.isOutside ? '–' : `${seconds.toFixed(1)} s`;
        },
      }),
      column.accessor('bytes', {
        ...{ header: 'Files', meta: { className: 'whitespace-nowrap' } },
        cell: ({ row: { original: one } }) =>
          one.hasFiles ? sizeInWords(one.bytes) : one.isOutside ? 'outside' : 'freed',
      }),
      column.display({
        ...{ id: 'actions', header: () => <span className="sr-only">Actions</span>, meta: { className: 'text-right' } },
        cell: ({ row: { original: one } }) => <ModelActions model={one} />,
      }),
    ]);
  }, [projectId, models, figures, chosen]);
  // The earlier one first, so that a difference is a gain.
  const pair = models.filter(({ id }) => chosen.includes(id)).toReversed();
  return (
    <>
      <Table label="Models" columns={columns} rows={models} idOf={({ id }) => id} className="digits" />
      {models.length > 1 && (
        <p className="flex flex-wrap items-center gap-3">
          {pair.length === 2 ? (
            <Link
              href={`/projects/${projectId}/models/compare?first=${pair[0]?.id}&second=${pair[1]?.id}`}
              className="button button-primary"
            >
              Compare {pair[0]?.version} and {pair[1]?.version}
            </Link>
          ) : (
            <span className="hint">Choose two to compare them.</span>
          )}
        </p>
      )}
    </>
  );
}

const chooseColumn = (chosen: string[], choose: (id: string) => void) =>
  column.display({
    ...{ id: 'choose', header: () => <span className="sr-only">Compare</span> },
    cell: ({ row: { original: one } }) => (
      <input
        type="checkbox"
        className="size-4 accent-(--color-accent)"
        aria-label={`Compare ${one.version}`}
        checked={chosen.includes(one.id)}
        onChange={() => choose(one.id)}
      />
    ),
  });

const figureColumn = ({ id, title }: FigureChoice) =>
  column.accessor((model) => figureIn(model, id)?.value, {
    ...{ id, header: `${title} [95\u00a0%]` },
    cell: ({ row }) => {
      const figure = figureIn(row.original, id);
      if (!figure) return '–';
      return (
        <>
          {formatFigure(figure)} <span className="hint block text-xs">{formatInterval(figure)}</span>
        </>
      );
    },
  });

/** What sets a model apart, in words. */
export function ModelState({ model: { isServing, isPinned, isStale, hasFiles, isOutside } }: { model: Model }) {
  const words = [
    isServing && 'serves',
    isPinned && 'pinned',
    isStale && 'before classes changed',
    isOutside ? 'outside' : !hasFiles && 'files freed',
  ].filter((word) => word !== false);
  return (
    <span className="flex flex-wrap gap-1">
      {words.map((word) => (
        <span
          key={word}
          className={`whitespace-nowrap rounded-md px-2 py-0.5 text-xs ${word === 'serves' ? 'bg-wash font-semibold' : 'bg-sunken'}`}
        >
          {word}
        </span>
      ))}
    </span>
  );
}
