import { defineFigure } from '../figure.js';
import { f1Of, meanOf } from '../sums.js';
import { isGiven, labelsOf, ofLabels, tallyOf } from './ground.js';

/** Mean F1 of the labels that hold or are given somewhere; 0 of one that is never right. */
export const labelMacroF1 = defineFigure(ofLabels, {
  id: 'label-macro-f1',
  title: 'Macro F1 of labels',
  better: 'higher',
  unit: 'share',
  formula: 'mean_c 2 · right_c / (actual_c + given_c),   given where p_c ≥ ½',
  when: 'What people ask first of several labels: rare ones count as much as common ones. It judges the threshold of ½ too, so that a timid model has 0.',
  source: 'van Rijsbergen 1979',
  isMain: true,
  whole: (judged, rows) =>
    meanOf(
      labelsOf(judged, rows)
        .map(tallyOf)
        .filter(({ actual, predicted }) => actual + predicted > 0)
        .map(f1Of),
    ),
});

/** F1 of all decisions together; NaN where no label holds or is given anywhere. */
export const labelMicroF1 = defineFigure(ofLabels, {
  id: 'label-micro-f1',
  title: 'Micro F1 of labels',
  better: 'higher',
  unit: 'share',
  formula: '2 · Σ_c right_c / Σ_c (actual_c + given_c)',
  when: 'Each decision counts the same, so that common labels dominate.',
  source: 'van Rijsbergen 1979',
  whole: (judged, rows) =>
    f1Of(
      labelsOf(judged, rows)
        .map(tallyOf)
        .reduce((sum, own) => ({
          actual: sum.actual + own.actual,
          predicted: sum.predicted + own.predicted,
          right: sum.right + own.right,
        })),
    ),
});

export const exactMatch = defineFigure(ofLabels, {
  id: 'exact-match',
  title: 'Exact match',
  better: 'higher',
  unit: 'share',
  formula: 'mean_n [ every label of n is right ]',
  when: 'Whether a record needs no second look. Hard: one wrong label of many is as bad as all.',
  source: 'share of records that are right throughout',
  each({ probsNC, heldNC, classes }, n) {
    for (let c = 0; c < classes; c++)
      if (isGiven(probsNC[n * classes + c]!) !== (heldNC[n * classes + c] === 1)) return 0;
    return 1;
  },
  trials: () => 1,
});
