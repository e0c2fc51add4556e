import { defineFigure } from '../figure.js';
import { NEVER_NEGATIVE } from '../intervals.js';
import { type Mixture, meanOver, ofValues } from './ground.js';

/** How far the mean prediction is off. */
const gapOf = ({ means, value }: Mixture) => means.reduce((sum, mean) => sum + mean / means.length, 0) - value;

export const rmse = defineFigure(ofValues, {
  id: 'rmse',
  title: 'Root mean squared error',
  better: 'lower',
  unit: 'target',
  formula: '√ mean_n ( ȳ_n − y_n )²',
  when: 'How far off the mean prediction is, in the unit of the targets; large misses count most.',
  source: 'the custom of the UCI benchmarks, arXiv:1502.05336',
  isMain: true,
  bounds: NEVER_NEGATIVE,
  each: (judged, n) => meanOver(judged, n, (own) => gapOf(own) ** 2),
  through: Math.sqrt,
});

export const mae = defineFigure(ofValues, {
  id: 'mae',
  title: 'Mean absolute error',
  better: 'lower',
  unit: 'target',
  formula: 'mean_n | ȳ_n − y_n |',
  when: 'As the RMSE, with every miss counted as large as it is.',
  source: 'Willmott and Matsuura 2005',
  bounds: NEVER_NEGATIVE,
  each: (judged, n) => meanOver(judged, n, (own) => Math.abs(gapOf(own))),
});
