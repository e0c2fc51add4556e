import { equalMass, equalWidth, gapOf } from '../bins.js';
import { defineFigure } from '../figure.js';
import { meanOf } from '../sums.js';
import { answersOf, classOf, ofClasses } from './ground.js';

export const ece = defineFigure(ofClasses, {
  id: 'ece',
  title: 'Calibration error',
  better: 'lower',
  unit: 'share',
  formula: 'Σ_b |b|/N · | accuracy_b − confidence_b |',
  when: 'Whether 80 % sure means right four times of five. It is biased upwards on few records, and a model that knows nothing can have 0.',
  source: 'Guo et al. 2017, arXiv:1706.04599, equation 3',
  isMain: true,
  whole: (judged, rows) => gapOf(equalWidth(answersOf(judged, rows)), rows.length),
});

export const eceEqualMass = defineFigure(ofClasses, {
  id: 'ece-equal-mass',
  title: 'Calibration error (bins of equal size)',
  better: 'lower',
  unit: 'share',
  formula: 'the same over 15 bins of as many records each',
  when: 'Most answers are nearly certain, so that bins of equal width hold almost nothing but the last.',
  source: 'Nguyen and O’Connor 2015, arXiv:1508.05154',
  whole: (judged, rows) => gapOf(equalMass(answersOf(judged, rows)), rows.length),
});

export const eceClasswise = defineFigure(ofClasses, {
  id: 'ece-classwise',
  title: 'Calibration error (mean over classes)',
  better: 'lower',
  unit: 'share',
  formula: 'mean_c Σ_b |b|/N · | frequency_cb − forecast_cb |',
  when: 'The probabilities of all classes are used, not only that of the answer.',
  source: 'Kull et al. 2019, arXiv:1910.12656, equation 3',
  whole: (judged, rows) =>
    meanOf(Array.from({ length: judged.classes }, (_, c) => gapOf(equalWidth(classOf(judged, rows, c)), rows.length))),
});
