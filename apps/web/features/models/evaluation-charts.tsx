'use client';
import { type Evaluation, formatCount } from '@querent/contracts';
import { useMemo } from 'react';
import { formatPercent, formatShare, formatValue } from '@/features/shell/format';
import { LineChart, type LineChartProps } from '@/ui/charts/line-chart';

export interface EvaluationChartsProps {
  evaluation: Evaluation;
}

interface Chart extends LineChartProps {
  heading: string;
  /** What it tells, in a sentence. */
  about: string;
}

const UNIT: [number, number] = [0, 1];

/** What single numbers do not tell: whether its doubt can be believed, and where it is. */
export function EvaluationCharts({ evaluation }: EvaluationChartsProps) {
  const charts = useMemo(() => chartsOf(evaluation), [evaluation]);
  return (
    <div className="grid grid-cols-1 gap-5 lg:grid-cols-2">
      {charts.map(({ heading, about, ...chart }) => (
        <section
          key={heading}
          className="panel grid grid-cols-1 content-start gap-3 lg:last:odd:col-span-2"
          aria-label={heading}
        >
          <h2>{heading}</h2>
          <LineChart {...chart} />
          <p className="hint">{about}</p>
        </section>
      ))}
    </div>
  );
}

function chartsOf(evaluation: Evaluation): Chart[] {
  const { values } = evaluation;
  return [
    reliabilityChart(evaluation),
    answeredChart(evaluation),
    doubtChart(evaluation),
    ...(values ? [valuesChart(evaluation, values)] : []),
  ];
}

function reliabilityChart({ reliability, values }: Evaluation): Chart {
  const isValue = values !== null;
  const points = reliability.map(({ forecast, share }) => ({
    ...{ x: forecast, y: share.value, low: share.low, high: share.high },
  }));
  const guide = { label: isValue ? 'as announced' : 'as sure as right', look: 'guide' as const };
  return {
    heading: 'Can its doubt be believed?',
    title: isValue ? 'Share of values that fall into the interval' : 'Share that is right',
    series: [
      { label: isValue ? 'values inside' : 'right', points },
      { ...guide, points: [0, 1].map((at) => ({ x: at, y: at })) },
    ],
    bounds: UNIT,
    xBounds: UNIT,
    xTitle: isValue ? 'of values that ought to fall into it' : 'sure',
    formatX: formatPercent,
    formatValue: formatPercent,
    about: isValue
      ? 'Of its central 90 % intervals, 90 % ought to hold the true value. Below the dashed line it is too sure, above it too cautious.'
      : 'Of all answers that it is 80 % sure of, 80 % ought to be right. Below the dashed line it is too sure, above it too cautious.',
  };
}

function answeredChart({ answered, values, unit }: Evaluation): Chart {
  const isValue = values !== null;
  return {
    heading: 'How wrong, if it may leave some to people?',
    title: isValue ? `Mean distance from the value${unit && ` in ${unit}`}` : 'Share that is wrong',
    series: [{ label: 'wrong', points: answered.map(({ share, error }) => ({ x: share, y: error })) }],
    bounds: isValue ? [0, 0] : [0, 0.1],
    xBounds: UNIT,
    xTitle: 'answered by the model, the surest first',
    formatX: formatPercent,
    formatValue: isValue ? formatValue : formatShare,
    about:
      'On the right it answers everything; further left it leaves what it is least sure of to people. The steeper the curve, the better its doubt knows its mistakes.',
  };
}

function doubtChart({ doubt, unit, values }: Evaluation): Chart {
  const isValue = values !== null;
  const points = (id: 'right' | 'wrong') => doubt.map(({ low, high, [id]: y }) => ({ x: (low + high) / 2, y }));
  return {
    heading: 'How unsure is it where it is right, and where it is wrong?',
    title: 'Records',
    series: [
      { label: isValue ? 'nearer than most' : 'right', points: points('right') },
      { label: isValue ? 'further off than most' : 'wrong', points: points('wrong') },
    ],
    bounds: [0, 1],
    xBounds: [0, doubt.at(-1)?.high ?? 1],
    xTitle: `${unit} of uncertainty`,
    formatX: (value) => String(Number(value.toPrecision(3))),
    formatValue: formatCount,
    about: 'The further apart the two lie, the better its uncertainty tells which answers need a person.',
  };
}

function valuesChart({ unit }: Evaluation, values: NonNullable<Evaluation['values']>): Chart {
  const ends = values.flatMap(({ truth, mean }) => [truth, mean]);
  const range: [number, number] = [Math.min(...ends), Math.max(...ends)];
  const diagonal = { label: 'the same', look: 'guide' as const, points: range.map((at) => ({ x: at, y: at })) };
  return {
    heading: 'Predicted and true values',
    title: `Predicted${unit && `, in ${unit}`}`,
    series: [
      {
        label: 'predicted',
        look: 'points',
        points: values.map(({ truth, mean, low, high }) => ({ x: truth, y: mean, low, high })),
      },
      diagonal,
    ],
    bounds: range,
    xBounds: range,
    xTitle: `true value${unit && ` in ${unit}`}`,
    formatX: formatValue,
    formatValue,
    about: 'Each point is a record, with the central 95 % of its prediction. Those on the dashed line are met.',
  };
}
