'use client';
import { formatCount, many, type Round } from '@querent/contracts';
import { useMemo } from 'react';
import { LineChart } from '@/ui/charts/line-chart';
import { Tabs } from '@/ui/tabs';
import { curvesOf } from './curves-of';
import { formatFigure, formatInterval } from './format-figure';

export interface LearningCurveProps {
  rounds: Round[];
  /** Records that models are measured on. */
  holdout: number;
  /** So many the project asks for. */
  wanted: number;
}

/** How the model has done on the holdout, round by round. */
export function LearningCurve({ rounds, holdout, wanted }: LearningCurveProps) {
  const curves = useMemo(() => curvesOf(rounds), [rounds]);
  const [first, ...others] = rounds.findLast(({ figures }) => figures.length > 0)?.figures ?? [];
  return (
    <section className="panel grid grid-cols-1 content-start gap-4" aria-labelledby="curve">
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <h2 id="curve">Learning curve</h2>
        {first && (
          <p className="digits text-sm">
            {first.title}{' '}
            <b className="text-lg" data-testid={`holdout-${first.id}`}>
              {formatFigure(first)}
            </b>{' '}
            <span className="hint">
              {formatInterval(first)}
              {others.map((one) => ` · ${one.title} ${formatFigure(one)}`)}
            </span>
          </p>
        )}
      </div>
      {first ? (
        <>
          <Tabs
            label="Figures"
            tabs={curves.map(({ id, name, ...chart }) => ({
              id,
              title: name,
              content: <LineChart {...chart} xTitle="labels" formatX={formatCount} />,
            }))}
          />
          <p className="hint">
            {measuredOn(first.records, holdout)} The band is the 95 % interval for that many records; it does not tell
            how another run would go.
          </p>
        </>
      ) : (
        <p className="hint mx-auto max-w-prose py-8 text-center">{whyNoPoint(rounds, holdout, wanted)}</p>
      )}
    </section>
  );
}

/** On which records, also where they are not all that the holdout has by now. */
function measuredOn(measured: number, holdout: number): string {
  if (measured === holdout)
    return `Measured on the ${many(measured, 'record')} of the holdout, which no model learns from.`;
  return `Measured on ${formatCount(measured)} of the holdout, which no model learns from. It has ${many(holdout, 'record')} by now: those without an answer of their own, and those that came after the model was trained, do not count.`;
}

/** Why nothing has been measured, and what would change that. */
function whyNoPoint(rounds: Round[], holdout: number, wanted: number): string {
  if (holdout === 0) {
    const missed =
      wanted > 0
        ? `A holdout of ${many(wanted, 'record')} is asked for, and too few had a label to draw it from when labelling began. `
        : '';
    return `${missed}Without a holdout no model is measured. To have one, add records with "split": "holdout" and a label: the next model is measured on them.`;
  }
  const isTrained = rounds.some(({ modelVersion }) => modelVersion !== null);
  return `The first point appears once the ${isTrained ? 'next' : 'first'} model has been trained.`;
}
