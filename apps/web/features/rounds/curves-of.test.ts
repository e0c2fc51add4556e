import { ProjectSettings, type Round } from '@querent/contracts';
import { expect, it } from 'vitest';
import { curvesOf } from './curves-of';

const round = (number: number, labels: number, accuracy: number | null): Round => ({
  ...{ id: `r${number}`, projectId: 'p', number, state: 'closed', seed: 1, config: ProjectSettings.parse({}) },
  ...{ labels, answers: labels, modelVersion: null, progress: null, timings: null, error: null },
  ...{ createdAt: '2026-01-01T00:00:00.000Z', openedAt: null },
  metrics:
    accuracy === null
      ? null
      : {
          accuracy: { value: accuracy, low: accuracy - 0.1, high: accuracy + 0.1 },
          nll: { value: 1 - accuracy, low: 0, high: 1 },
          ...{ ece: 0.1, records: 100 },
        },
});

it('a curve a figure, a point a round that has been measured', () => {
  const curves = curvesOf([round(0, 0, null), round(1, 10, 0.5), round(2, 20, 0.75)]);
  expect(curves.map(({ id }) => id)).toEqual(['accuracy', 'nll']);
  expect(curves[0]?.series).toEqual([
    {
      label: 'Accuracy',
      points: [
        { x: 10, y: 0.5, low: 0.4, high: 0.6 },
        { x: 20, y: 0.75, low: 0.65, high: 0.85 },
      ],
    },
  ]);
});

it('there is none before the first model', () => {
  expect(curvesOf([round(0, 0, null)])).toEqual([]);
});
