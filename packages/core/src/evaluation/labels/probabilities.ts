import { defineFigure } from '../figure.js';
import { NEVER_NEGATIVE } from '../intervals.js';
import { surprise } from '../sums.js';
import { ofLabels, type Tagged } from './ground.js';

/** Mean over the labels of a record. */
function meanOver({ probsNC, heldNC, classes }: Tagged, n: number, of: (p: number, held: number) => number): number {
  let sum = 0;
  for (let c = 0; c < classes; c++) sum += of(probsNC[n * classes + c]!, heldNC[n * classes + c]!);
  return sum / classes;
}

export const labelNll = defineFigure(ofLabels, {
  id: 'label-nll',
  title: 'Negative log-likelihood of a label (nats)',
  better: 'lower',
  unit: 'nats',
  formula: 'mean_n mean_c −ln ( y_nc · m_nc + (1 − y_nc)(1 − m_nc) )',
  when: 'The figure to compare posteriors by. Where most labels do not hold, saying no throughout does well: read it beside the macro F1.',
  source: 'Good 1952',
  isMain: true,
  bounds: NEVER_NEGATIVE,
  each: (judged, n) => meanOver(judged, n, (p, held) => surprise(held === 1 ? p : 1 - p)),
});

/** In [0, 1]. */
export const labelBrier = defineFigure(ofLabels, {
  id: 'label-brier',
  title: 'Brier score of a label',
  better: 'lower',
  unit: 'number',
  formula: 'mean_n mean_c ( m_nc − y_nc )²',
  when: 'As the log-likelihood, with a bound on what one sure mistake can cost.',
  source: 'Brier 1950',
  bounds: [0, 1],
  each: (judged, n) => meanOver(judged, n, (p, held) => (p - held) ** 2),
});
