import { CoreError } from '../../errors.js';
import { checkLength, type Ground, type JudgedBy } from '../figure.js';

export type Classified = JudgedBy['categorical'];
export type Rows = ArrayLike<number>;

export const ofClasses: Ground<'categorical'> = {
  likelihood: 'categorical',
  count({ probsNC, labelsN, classes }) {
    checkLength('probabilities', probsNC, labelsN.length, classes);
    for (let n = 0; n < labelsN.length; n++) {
      const label = labelsN[n]!;
      if (!Number.isInteger(label) || label < 0 || label >= classes)
        throw new CoreError('invalid_label', `The label ${label} is not one of the ${classes} classes.`);
    }
    return labelsN.length;
  },
  isSound(judged, n) {
    for (let c = 0; c < judged.classes; c++) if (Number.isNaN(probOf(judged, n, c))) return false;
    return true;
  },
};

export const probOf = ({ probsNC, classes }: Classified, n: number, c: number) => probsNC[n * classes + c]!;

/** The most probable class of a record, the lowest of equal ones. */
export function predictedOf(judged: Classified, n: number): number {
  let best = 0;
  for (let c = 1; c < judged.classes; c++) if (probOf(judged, n, c) > probOf(judged, n, best)) best = c;
  return best;
}

export const isRight = (judged: Classified, n: number) => Number(predictedOf(judged, n) === judged.labelsN[n]);

/** By class: records that belong to it, that it is predicted for, and both. */
export function countsOf(judged: Classified, rows: Rows) {
  const counts = Array.from({ length: judged.classes }, () => ({ actual: 0, predicted: 0, right: 0 }));
  for (let i = 0; i < rows.length; i++) {
    const n = rows[i]!;
    const [label, best] = [judged.labelsN[n]!, predictedOf(judged, n)];
    counts[label]!.actual++;
    counts[best]!.predicted++;
    if (label === best) counts[label]!.right++;
  }
  return counts;
}

/** How sure the model is of what it says, and whether that is true. */
export interface Forecasts {
  sure: number[];
  right: number[];
}

/** Of the answer to each record. */
export function answersOf(judged: Classified, rows: Rows): Forecasts {
  const all = Array.from(rows);
  return {
    sure: all.map((n) => probOf(judged, n, predictedOf(judged, n))),
    right: all.map((n) => isRight(judged, n)),
  };
}

/** Of one class for each record. */
export function classOf(judged: Classified, rows: Rows, c: number): Forecasts {
  const all = Array.from(rows);
  return {
    sure: all.map((n) => probOf(judged, n, c)),
    right: all.map((n) => Number(judged.labelsN[n] === c)),
  };
}
