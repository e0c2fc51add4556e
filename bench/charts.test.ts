import { expect, it } from 'vitest';
import { curvesChart } from './curves-chart.ts';
import { chartOf } from './variance-chart.ts';

it('a chart of curves has the median error on a logarithmic axis, in the range of the seeds', () => {
  // 100 %, 10 % and 1 % are equally far apart, also where a seed makes no error at all.
  const run = (accuracy: number[]) => ({ strategy: 'bald', labels: [10, 20, 30], accuracy });
  const svg = curvesChart('Digits', [run([0, 0.9, 0.99]), run([0, 0.9, 0.99]), run([0, 0.8, 1])]);
  const [, band, curve] = [...svg.matchAll(/ d="(M[^"]*)" fill/g)].map(([, d]) => d);
  expect([band, curve]).toEqual(['M52,30L351,141.8L650,349.9L650,398L351,189.9L52,30Z', 'M52,30L351,189.9L650,349.9']);
});

it('a panel of draws has the ellipse of two deviations around the exact mean, and leaves out what lies beyond', () => {
  const exact = { mean: [1, 2] as const, aa: 1, ab: 0, bb: 1 };
  const pairs = [[1, 2] as const, [9, 2] as const];
  const svg = chartOf(exact, [{ method: 'bbb', pairs, deviations: 1, correlation: 0 }]);
  expect(svg.match(/<circle[^>]*>/g)).toEqual(['<circle cx="85" cy="85" r="1.6"/>']);
  expect(svg).toContain('d="M138.1,85L');
  expect(svg).toContain('Bayes by Backprop');
});
