import { aurocOf } from '../auroc.js';
import { averagePrecision } from '../average-precision.js';
import type { Forecasts } from '../classes/ground.js';
import { defineFigure } from '../figure.js';
import { meanOf } from '../sums.js';
import { labelsOf, ofLabels } from './ground.js';

const overDetermined = (labels: Forecasts[], of: (label: Forecasts) => number) =>
  meanOf(labels.map(of).filter((value) => !Number.isNaN(value)));

/** Of the labels that hold somewhere. */
export const meanAveragePrecision = defineFigure(ofLabels, {
  id: 'mean-average-precision',
  title: 'Mean average precision',
  better: 'higher',
  unit: 'share',
  formula: 'mean_c Σ_k (R_ck − R_c,k−1) · P_ck',
  when: 'How well each label’s probabilities rank the records, wherever a threshold will be put. Of a label that says nothing it is how often the label holds.',
  source: 'Zhu 2004, University of Waterloo',
  isMain: true,
  whole: (judged, rows) => overDetermined(labelsOf(judged, rows), ({ sure, right }) => averagePrecision(sure, right)),
});

/** Of the labels that hold for some records and not for others. */
export const labelAuroc = defineFigure(ofLabels, {
  id: 'label-auroc',
  title: 'AUROC of labels',
  better: 'higher',
  unit: 'share',
  formula: 'mean_c P( p_c(where it holds) > p_c(where it does not) )',
  when: 'As the average precision, but blind to how rare a label is: 0.5 of one that says nothing.',
  source: 'Hanley and McNeil 1982, Radiology 143:29',
  whole: (judged, rows) => overDetermined(labelsOf(judged, rows), aurocOf),
});
