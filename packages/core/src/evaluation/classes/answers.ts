import { defineFigure } from '../figure.js';
import { f1Of, meanOf } from '../sums.js';
import { countsOf, isRight, ofClasses } from './ground.js';

export const accuracy = defineFigure(ofClasses, {
  id: 'accuracy',
  title: 'Accuracy',
  better: 'higher',
  unit: 'share',
  formula: 'mean_n [ argmax m_n = y_n ]',
  when: 'What people ask first. It says nothing about how sure the model was, and little where one class swamps the others.',
  source: 'share of right answers',
  isMain: true,
  each: isRight,
  trials: () => 1,
});

/** Mean recall of the classes that have records. */
export const balancedAccuracy = defineFigure(ofClasses, {
  id: 'balanced-accuracy',
  title: 'Balanced accuracy',
  better: 'higher',
  unit: 'share',
  formula: 'mean_c recall_c',
  when: 'One class swamps the others and each matters the same: naming the common class throughout gives 1/C.',
  source: 'Brodersen et al. 2010, ICPR',
  whole: (judged, rows) =>
    meanOf(
      countsOf(judged, rows)
        .filter(({ actual }) => actual > 0)
        .map(({ actual, right }) => right / actual),
    ),
});

/** Mean F1 of the classes that have records or predictions; 0 of one that is never right. */
export const macroF1 = defineFigure(ofClasses, {
  id: 'macro-f1',
  title: 'Macro F1',
  better: 'higher',
  unit: 'share',
  formula: 'mean_c 2 · right_c / (actual_c + predicted_c)',
  when: 'Rare classes matter, and so does naming them too often.',
  source: 'van Rijsbergen 1979',
  whole: (judged, rows) =>
    meanOf(
      countsOf(judged, rows)
        .filter(({ actual, predicted }) => actual + predicted > 0)
        .map(f1Of),
    ),
});
