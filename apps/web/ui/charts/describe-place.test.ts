import { expect, it } from 'vitest';
import { describePlace } from './describe-place';

const words = { xTitle: 'labels', formatX: String, formatValue: (value: number) => value.toFixed(2) };
const bald = { label: 'BALD', points: [{ x: 10, y: 0.5, low: 0.4, high: 0.6 }] };
const random = {
  label: 'random',
  points: [
    { x: 10, y: 0.3 },
    { x: 10, y: 0.25 },
    { x: 20, y: 0.7 },
  ],
};

it('a place is read with its interval, and the series by their names where there are several', () => {
  expect(describePlace([bald], 10, words)).toBe('10 labels: 0.50 [0.40, 0.60]');
  expect(describePlace([bald, random], 10, words)).toBe('10 labels: BALD 0.50 [0.40, 0.60], random 0.25');
});

it('a series without a point there is left out', () => {
  expect(describePlace([bald, random], 20, words)).toBe('20 labels: random 0.70');
});

it('a guide is not read, and its name does not make them several', () => {
  const guide = { label: 'as announced', look: 'guide' as const, points: [{ x: 10, y: 10 }] };
  expect(describePlace([bald, guide], 10, words)).toBe('10 labels: 0.50 [0.40, 0.60]');
});
