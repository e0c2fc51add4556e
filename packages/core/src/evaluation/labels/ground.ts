import { CoreError } from '../../errors.js';
import type { Forecasts, Rows } from '../classes/ground.js';
import { checkLength, type Ground, type JudgedBy } from '../figure.js';

export type Tagged = JudgedBy['bernoulli'];

export const ofLabels: Ground<'bernoulli'> = {
  likelihood: 'bernoulli',
  count({ probsNC, heldNC, classes }) {
    const count = heldNC.length / classes;
    checkLength('probabilities', probsNC, count, classes);
    for (let at = 0; at < heldNC.length; at++) {
      if (heldNC[at] === 0 || heldNC[at] === 1) continue;
      throw new CoreError('invalid_label', `A label holds, 1, or does not, 0; ${heldNC[at]} is neither.`);
    }
    return count;
  },
  isSound(judged, n) {
    for (let c = 0; c < judged.classes; c++) if (Number.isNaN(judged.probsNC[n * judged.classes + c]!)) return false;
    return true;
  },
};

/** Of one label for each record: how probable it is, and whether it holds. */
function labelOf({ probsNC, heldNC, classes }: Tagged, rows: Rows, c: number): Forecasts {
  const all = Array.from(rows);
  return { sure: all.map((n) => probsNC[n * classes + c]!), right: all.map((n) => heldNC[n * classes + c]!) };
}

/** Of all labels, one after the other. */
export const labelsOf = (judged: Tagged, rows: Rows): Forecasts[] =>
  Array.from({ length: judged.classes }, (_, c) => labelOf(judged, rows, c));

/** A label is given to a record where it is at least as probable as not. */
export const isGiven = (p: number) => p >= 0.5;

/** Records that have the label, that it is given to, and both. */
export function tallyOf({ sure, right }: Forecasts) {
  const tally = { actual: 0, predicted: 0, right: 0 };
  sure.forEach((p, i) => {
    const given = Number(isGiven(p));
    tally.actual += right[i]!;
    tally.predicted += given;
    tally.right += given * right[i]!;
  });
  return tally;
}
