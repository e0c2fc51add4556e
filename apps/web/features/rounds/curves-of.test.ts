import { type Figure, type Round, RoundConfig } from '@querent/contracts';
import { expect, it } from 'vitest';
import { curvesOf } from './curves-of';
import { formatFigure, formatInterval } from './format-figure';

const figure = (id: string, unit: Figure['unit'], value: number): Figure => ({
  ...{ id, title: id.toUpperCase(), better: 'lower', unit },
  ...{ value, low: value - 0.125, high: value + 0.125, records: 100 },
});
const round = (number: number, labels: number, figures: Figure[]): Round => ({
  ...{ id: `r${number}`, projectId: 'p', number, state: 'closed', seed: 1, config: RoundConfig.parse({}) },
  ...{
    labels,
    answers: labels,
    modelVersion: null,
    modelId: null,
    progress: null,
    awaited: null,
    timings: null,
    error: null,
    isStale: false,
  },
  ...{ createdAt: '2026-01-01T00:00:00.000Z', begunAt: null, openedAt: null, figures },
});

it('a curve for each figure of the last round that has some, a point a round that has measured it', () => {
  const curves = curvesOf([
    round(0, 0, []),
    round(1, 10, [figure('rmse', 'target', 0.5)]),
    round(2, 20, [figure('rmse', 'target', 0.25), figure('nll', 'nats', 2)]),
    round(3, 30, []),
  ]);
  expect(curves.map(({ id, name, title }) => [id, name, title])).toEqual([
    ['rmse', 'RMSE', 'RMSE, lower is better'],
    ['nll', 'NLL', 'NLL, lower is better'],
  ]);
  expect(curves[0]?.series).toEqual([
    {
      label: 'RMSE',
      points: [
        { x: 10, y: 0.5, low: 0.375, high: 0.625 },
        { x: 20, y: 0.25, low: 0.125, high: 0.375 },
      ],
    },
  ]);
});

it('there is none before the first model', () => {
  expect(curvesOf([round(0, 0, [])])).toEqual([]);
});

it('shares have three decimals, values of a target as many digits as they need', () => {
  expect(formatFigure(figure('accuracy', 'share', 0.5))).toBe('0.500');
  expect(formatInterval(figure('accuracy', 'share', 0.5))).toBe('[0.375, 0.625]');
  expect(formatFigure(figure('rmse', 'target', 1234.567))).toBe('1,235');
  expect(formatFigure(figure('rmse', 'target', 0.0123456))).toBe('0.01235');
});
