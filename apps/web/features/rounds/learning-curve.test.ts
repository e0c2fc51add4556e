import type { Round } from '@querent/contracts';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { LearningCurve } from './learning-curve';

const roundOf = (modelVersion: string | null) => ({ modelVersion, figures: [] as Round['figures'] }) as Round;
const draw = (rounds: Round[], holdout: number, wanted = 0) =>
  renderToStaticMarkup(createElement(LearningCurve, { rounds, holdout, wanted }));

it('before the first model the curve waits for it, and for the next one where the holdout came later', () => {
  expect(draw([roundOf(null)], 20)).toContain('once the first model has been trained');
  expect(draw([roundOf(null), roundOf('r1')], 20)).toContain('once the next model has been trained');
});

it('without a holdout it says that no model is measured, and how to get one', () => {
  const none = draw([roundOf('r1')], 0);
  expect(none).toContain('Without a holdout no model is measured.');
  expect(none).not.toContain('is asked for');
  expect(none).not.toContain('The first point');
  expect(draw([roundOf('r1')], 0, 50)).toContain('A holdout of 50 records is asked for, and too few had a label');
});

it('on how many records of the holdout it was measured is told, also where these are not all', () => {
  const figure: Omit<Round['figures'][number], 'records'> = {
    id: 'accuracy',
    title: 'Accuracy',
    better: 'higher',
    unit: 'share',
    ...{ value: 0.8, low: 0.7, high: 0.9 },
  };
  const of = (records: number, holdout: number) =>
    draw([{ ...roundOf('r1'), labels: 10, figures: [{ ...figure, records }] }], holdout);
  expect(of(15, 15)).toContain('Measured on the 15 records of the holdout, which');
  expect(of(1, 1)).toContain('Measured on the 1 record of the holdout, which');
  expect(of(14, 15)).toContain('Measured on 14 of the holdout, which no model learns from. It has 15 records by now: ');
});
