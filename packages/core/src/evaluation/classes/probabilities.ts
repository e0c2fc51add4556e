import { partsOf } from '../bins.js';
import { defineFigure } from '../figure.js';
import { surprise } from '../sums.js';
import { type Classified, classOf, ofClasses, probOf, type Rows } from './ground.js';

const MURPHY = 'Murphy 1973, J. Appl. Meteorol. 12:595';

export const nll = defineFigure(ofClasses, {
  id: 'nll',
  title: 'Negative log-likelihood (nats)',
  better: 'lower',
  unit: 'nats',
  formula: 'mean_n −ln m_n(y_n)',
  when: 'The figure to compare posteriors by: it rewards the right answer and honest doubt together. A few sure mistakes dominate it.',
  source: 'Good 1952',
  isMain: true,
  each: (judged, n) => surprise(probOf(judged, n, judged.labelsN[n]!)),
});

/** Summed over the classes, in [0, 2]. */
export const brier = defineFigure(ofClasses, {
  id: 'brier',
  title: 'Brier score',
  better: 'lower',
  unit: 'number',
  formula: 'mean_n Σ_c ( m_nc − [c = y_n] )²',
  when: 'As the log-likelihood, with a bound on what one sure mistake can cost.',
  source: 'Brier 1950',
  each(judged, n) {
    let sum = 0;
    for (let c = 0; c < judged.classes; c++) sum += (probOf(judged, n, c) - Number(judged.labelsN[n] === c)) ** 2;
    return sum;
  },
});

const parts = (judged: Classified, rows: Rows) =>
  partsOf(Array.from({ length: judged.classes }, (_, c) => classOf(judged, rows, c)));

/** How far forecasts are from what comes true. Brier = reliability − resolution + uncertainty, up to what varies within a bin. */
export const brierReliability = defineFigure(ofClasses, {
  id: 'brier-reliability',
  title: 'Brier: reliability',
  better: 'lower',
  unit: 'number',
  formula: 'Σ_c Σ_b |b|/N · ( forecast_b − frequency_b )²',
  when: 'How much of the Brier score is miscalibration.',
  source: MURPHY,
  whole: (judged, rows) => parts(judged, rows).reliability,
});

/** How much forecasts tell records apart. */
export const brierResolution = defineFigure(ofClasses, {
  id: 'brier-resolution',
  title: 'Brier: resolution',
  better: 'higher',
  unit: 'number',
  formula: 'Σ_c Σ_b |b|/N · ( frequency_b − base rate_c )²',
  when: 'How much of the Brier score is earned by telling records apart.',
  source: MURPHY,
  whole: (judged, rows) => parts(judged, rows).resolution,
});

/** What the classes leave open before anything is forecast: a property of the records. */
export const brierUncertainty = defineFigure(ofClasses, {
  id: 'brier-uncertainty',
  title: 'Brier: uncertainty',
  better: 'lower',
  unit: 'number',
  formula: 'Σ_c base rate_c · (1 − base rate_c)',
  when: 'To read the other two parts against. It is the same for every model.',
  source: MURPHY,
  whole: (judged, rows) => parts(judged, rows).uncertainty,
});
