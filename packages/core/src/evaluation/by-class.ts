import { averagePrecision } from './average-precision.js';
import { classOf, type Forecasts, ofClasses, predictedOf } from './classes/ground.js';
import type { JudgedBy } from './figure.js';
import { type Estimate, meanInterval, NEVER_NEGATIVE, NO_ESTIMATE, wilsonInterval } from './intervals.js';
import { isGiven, labelsOf, ofLabels } from './labels/ground.js';
import { surprise } from './sums.js';

/** How well one class, or one label, is told from the others. */
export interface ClassEvaluation {
  /** Records that it holds for. */
  records: number;
  /** Share of them that the model finds; null where there are none. */
  recall: Estimate | null;
  /** Share of the records it is said of that it holds for; null where it is never said. */
  precision: Estimate | null;
  /** How well its probability ranks the records, in (0, 1]; null where it holds for none. */
  averagePrecision: number | null;
  /** Mean negative log-likelihood of whether it holds, in nats. */
  nll: Estimate;
}

/** Of each class: what is said of each record, and whether the record is said to have it. */
const TOLD: { [Id in 'categorical' | 'bernoulli']: (judged: JudgedBy[Id]) => Told } = {
  categorical(judged) {
    const rows = rowsOf(ofClasses.count(judged));
    const predicted = rows.map((n) => predictedOf(judged, n));
    const classes = Array.from({ length: judged.classes }, (_, c) => ({
      ...classOf(judged, rows, c),
      said: predicted.map((own) => own === c),
    }));
    return { classes, isSound: rows.every((n) => ofClasses.isSound(judged, n)) };
  },
  bernoulli(judged) {
    const rows = rowsOf(ofLabels.count(judged));
    const classes = labelsOf(judged, rows).map((own) => ({ ...own, said: own.sure.map(isGiven) }));
    return { classes, isSound: rows.every((n) => ofLabels.isSound(judged, n)) };
  },
};

interface Told {
  classes: (Forecasts & { said: boolean[] })[];
  isSound: boolean;
}

/**
 * Figures of each class or label; NaN throughout where any prediction is none.
 *
 * @returns [C]
 * @throws shape_mismatch, invalid_label
 */
export function evaluateByClass<Id extends keyof typeof TOLD>(likelihood: Id, judged: JudgedBy[Id]): ClassEvaluation[] {
  const { classes, isSound } = TOLD[likelihood](judged);
  return classes.map(({ sure, right, said }) => {
    const [records, times] = [countOf(right), said.filter(Boolean).length];
    const both = said.filter((own, n) => own && right[n] === 1).length;
    const share = (of: number) => (of === 0 ? null : isSound ? wilsonInterval(both, of) : NO_ESTIMATE);
    return {
      records,
      recall: share(records),
      precision: share(times),
      averagePrecision: records === 0 ? null : isSound ? averagePrecision(sure, right) : Number.NaN,
      nll: isSound
        ? meanInterval(
            sure.map((p, n) => surprise(right[n] === 1 ? p : 1 - p)),
            NEVER_NEGATIVE,
          )
        : NO_ESTIMATE,
    };
  });
}

const rowsOf = (count: number) => Array.from({ length: count }, (_, n) => n);
const countOf = (held: number[]) => held.reduce((sum, one) => sum + one, 0);
