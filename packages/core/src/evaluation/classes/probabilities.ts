import { partsOf } from '../bins.js';
import { defineFigure } from '../figure.js';
import { NEVER_NEGATIVE } from '../intervals.js';
import { surprise } from '../sums.js';
import { classOf, ofClasses, probOf } from './ground.js';

export const nll = defineFigure(ofClasses, {
  id: 'nll',
  title: 'Negative log-likelihood (nats)',
  better: 'lower',
  unit: 'nats',
  formula: 'mean_n −ln m_n(y_n)',
  when: 'The figure to compare posteriors by: it rewards the right answer and honest doubt together. A few sure mistakes dominate it.',
  source: 'Good 1952',
  isMain: true,
  bounds: NEVER_NEGATIVE,
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
  bounds: [0, 2],
  each(judged, n) {
    let sum = 0;
    for (let c = 0; c < judged.classes; c++) sum += (probOf(judged, n, c) - Number(judged.labelsN[n] === c)) ** 2;
    return sum;
  },
});

/** A part of the Brier score: reliability − resolution + uncertainty, up to what varies within a bin. */
const brierPart = (
  part: keyof ReturnType<typeof partsOf>,
  told: { better: 'higher' | 'lower'; formula: string; when: string; isOfRecords?: true },
) =>
  defineFigure(ofClasses, {
    id: `brier-${part}`,
    title: `Brier: ${part}`,
    unit: 'number',
    source: 'Murphy 1973, J. Appl. Meteorol. 12:595',
    ...told,
    whole: (judged, rows) => partsOf(Array.from({ length: judged.classes }, (_, c) => classOf(judged, rows, c)))[part],
  });

/** How far forecasts are from what comes true. */
export const brierReliability = brierPart('reliability', {
  better: 'lower',
  formula: 'Σ_c Σ_b |b|/N · ( forecast_b − frequency_b )²',
  when: 'How much of the Brier score is miscalibration.',
});

/** How much forecasts tell records apart. */
export const brierResolution = brierPart('resolution', {
  better: 'higher',
  formula: 'Σ_c Σ_b |b|/N · ( frequency_b − base rate_c )²',
  when: 'How much of the Brier score is earned by telling records apart.',
});

/** What the classes leave open before anything is forecast: a property of the records. */
export const brierUncertainty = brierPart('uncertainty', {
  isOfRecords: true,
  better: 'lower',
  formula: 'Σ_c base rate_c · (1 − base rate_c)',
  when: 'To read the other two parts against. It is the same for every model.',
});
