import { registry } from '../registry.js';
import { auroc } from './auroc.js';

/** Predictions of records with their classes, of which a figure looks at some rows, each as often as it is named. */
export interface Classified {
  /** [N, C]. */
  probsNC: ArrayLike<number>;
  /** [N] in 0 … C−1. */
  labelsN: ArrayLike<number>;
  classes: number;
  rows: ArrayLike<number>;
}

/** A figure of predictions of classes. */
export interface ClassMetric {
  id: string;
  title: string;
  better: 'higher' | 'lower';
  source: string;
  /** NaN where the rows do not determine it. */
  of(given: Classified): number;
}

const BINS = 15;
/** Below this a probability counts as this much, so that one wrong certainty does not make everything infinite. */
const LEAST = 1e-12;

const probOf = ({ probsNC, classes }: Classified, n: number, c: number) => probsNC[n * classes + c]!;

/** The most probable class of a record, the lowest of equal ones. */
function predictedOf(given: Classified, n: number): number {
  let best = 0;
  for (let c = 1; c < given.classes; c++) if (probOf(given, n, c) > probOf(given, n, best)) best = c;
  return best;
}

/** Mean over the rows. */
function meanOver({ rows }: Classified, of: (n: number) => number): number {
  let sum = 0;
  for (let i = 0; i < rows.length; i++) sum += of(rows[i]!);
  return sum / rows.length;
}

/** By class: records that belong to it, that it is predicted for, and both. */
function countsOf(given: Classified) {
  const counts = Array.from({ length: given.classes }, () => ({ actual: 0, predicted: 0, right: 0 }));
  for (let i = 0; i < given.rows.length; i++) {
    const n = given.rows[i]!;
    const [label, best] = [given.labelsN[n]!, predictedOf(given, n)];
    counts[label]!.actual++;
    counts[best]!.predicted++;
    if (label === best) counts[label]!.right++;
  }
  return counts;
}

const meanOf = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Distances between what was forecast and how often it came true, over bins of a list of forecasts. */
interface Bin {
  count: number;
  /** Sum of the forecasts, and of what came true. */
  forecast: number;
  hits: number;
}

/** Bins of equal width over [0, 1]; a forecast on an edge belongs to the bin below. */
function equalWidth(forecasts: number[], hits: number[]): Bin[] {
  const bins = Array.from({ length: BINS }, (): Bin => ({ count: 0, forecast: 0, hits: 0 }));
  forecasts.forEach((forecast, i) => {
    const bin = bins[Math.min(BINS - 1, Math.max(0, Math.ceil(forecast * BINS) - 1))]!;
    bin.count++;
    bin.forecast += forecast;
    bin.hits += hits[i]!;
  });
  return bins;
}

/** Bins of as many forecasts each as can be. */
function equalMass(forecasts: number[], hits: number[]): Bin[] {
  const order = Array.from(forecasts.keys()).sort((a, b) => forecasts[a]! - forecasts[b]!);
  return Array.from({ length: BINS }, (_, b) => {
    const own = order.slice(Math.floor((b * order.length) / BINS), Math.floor(((b + 1) * order.length) / BINS));
    return {
      count: own.length,
      forecast: own.reduce((sum, i) => sum + forecasts[i]!, 0),
      hits: own.reduce((sum, i) => sum + hits[i]!, 0),
    };
  });
}

const gapOf = (bins: Bin[], total: number) =>
  bins.reduce((sum, { forecast, hits }) => sum + Math.abs(forecast - hits), 0) / total;

/** How sure the model is of its answer, and whether it is right. */
function answersOf(given: Classified) {
  const rows = Array.from(given.rows);
  const best = rows.map((n) => predictedOf(given, n));
  return {
    sure: rows.map((n, i) => probOf(given, n, best[i]!)),
    right: rows.map((n, i) => Number(given.labelsN[n] === best[i])),
  };
}

/** Probability of one class, and whether it is the right one. */
function classOf(given: Classified, c: number) {
  const rows = Array.from(given.rows);
  return {
    sure: rows.map((n) => probOf(given, n, c)),
    right: rows.map((n) => Number(given.labelsN[n] === c)),
  };
}

/** Murphy's parts of the Brier score, class by class over bins of equal width. */
function partsOf(given: Classified) {
  const total = given.rows.length;
  const parts = { reliability: 0, resolution: 0, uncertainty: 0 };
  for (let c = 0; c < given.classes; c++) {
    const { sure, right } = classOf(given, c);
    const base = meanOf(right);
    parts.uncertainty += base * (1 - base);
    for (const { count, forecast, hits } of equalWidth(sure, right)) {
      if (count === 0) continue;
      parts.reliability += (count / total) * ((forecast - hits) / count) ** 2;
      parts.resolution += (count / total) * (hits / count - base) ** 2;
    }
  }
  return parts;
}

const MURPHY = 'Murphy 1973, J. Appl. Meteorol. 12:595';

/** Every figure of classes, by its id. */
export const classMetrics = registry<ClassMetric>([
  {
    id: 'accuracy',
    title: 'Accuracy',
    better: 'higher',
    source: 'share of right answers',
    of: (given) => meanOver(given, (n) => Number(predictedOf(given, n) === given.labelsN[n])),
  },
  {
    /** Mean recall of the classes that have records. */
    id: 'balanced-accuracy',
    title: 'Balanced accuracy',
    better: 'higher',
    source: 'Brodersen et al. 2010, ICPR',
    of: (given) =>
      meanOf(
        countsOf(given)
          .filter(({ actual }) => actual > 0)
          .map(({ actual, right }) => right / actual),
      ),
  },
  {
    /** Mean F1 of the classes that have records or predictions; 0 of one that is never right. */
    id: 'macro-f1',
    title: 'Macro F1',
    better: 'higher',
    source: 'van Rijsbergen 1979',
    of: (given) =>
      meanOf(
        countsOf(given)
          .filter(({ actual, predicted }) => actual + predicted > 0)
          .map(({ actual, predicted, right }) => (2 * right) / (actual + predicted)),
      ),
  },
  {
    /** Of two classes that of the second; of more the mean of each against the rest, of classes with records on both sides. */
    id: 'auroc',
    title: 'AUROC',
    better: 'higher',
    source: 'Hanley and McNeil 1982, Radiology 143:29',
    of(given) {
      const each = Array.from({ length: given.classes }, (_, c) => {
        const { sure, right } = classOf(given, c);
        return auroc(
          sure.filter((_, i) => right[i] === 1),
          sure.filter((_, i) => right[i] === 0),
        );
      });
      return given.classes === 2 ? each[1]! : meanOf(each.filter((value) => !Number.isNaN(value)));
    },
  },
  {
    id: 'nll',
    title: 'Negative log-likelihood (nats)',
    better: 'lower',
    source: 'Good 1952',
    of: (given) => meanOver(given, (n) => -Math.log(Math.max(LEAST, probOf(given, n, given.labelsN[n]!)))),
  },
  {
    /** Summed over the classes, in [0, 2]. */
    id: 'brier',
    title: 'Brier score',
    better: 'lower',
    source: 'Brier 1950',
    of: (given) =>
      meanOver(given, (n) => {
        let sum = 0;
        for (let c = 0; c < given.classes; c++) sum += (probOf(given, n, c) - Number(given.labelsN[n] === c)) ** 2;
        return sum;
      }),
  },
  {
    /** How far forecasts are from what comes true. Brier = reliability − resolution + uncertainty, up to what varies within a bin. */
    id: 'brier-reliability',
    title: 'Brier: reliability',
    better: 'lower',
    source: MURPHY,
    of: (given) => partsOf(given).reliability,
  },
  {
    /** How much forecasts tell records apart. */
    id: 'brier-resolution',
    title: 'Brier: resolution',
    better: 'higher',
    source: MURPHY,
    of: (given) => partsOf(given).resolution,
  },
  {
    /** What the classes leave open before anything is forecast: a property of the records. */
    id: 'brier-uncertainty',
    title: 'Brier: uncertainty',
    better: 'lower',
    source: MURPHY,
    of: (given) => partsOf(given).uncertainty,
  },
  {
    id: 'ece',
    title: 'Calibration error',
    better: 'lower',
    source: 'Guo et al. 2017, arXiv:1706.04599, equation 3',
    of(given) {
      const { sure, right } = answersOf(given);
      return gapOf(equalWidth(sure, right), sure.length);
    },
  },
  {
    id: 'ece-equal-mass',
    title: 'Calibration error (bins of equal size)',
    better: 'lower',
    source: 'Nguyen and O’Connor 2015, arXiv:1508.05154',
    of(given) {
      const { sure, right } = answersOf(given);
      return gapOf(equalMass(sure, right), sure.length);
    },
  },
  {
    id: 'ece-classwise',
    title: 'Calibration error (mean over classes)',
    better: 'lower',
    source: 'Kull et al. 2019, arXiv:1910.12656, equation 3',
    of: (given) =>
      meanOf(
        Array.from({ length: given.classes }, (_, c) => {
          const { sure, right } = classOf(given, c);
          return gapOf(equalWidth(sure, right), sure.length);
        }),
      ),
  },
  {
    /** Mean error rate of the surest answers, over all shares of them; of equally sure answers each order counts the same. */
    id: 'aurc',
    title: 'Area under risk and coverage',
    better: 'lower',
    source: 'Geifman et al. 2019, arXiv:1805.08206, equation 4',
    of(given) {
      const { sure, right } = answersOf(given);
      const order = Array.from(sure.keys()).sort((a, b) => sure[b]! - sure[a]!);
      let [area, wrong] = [0, 0];
      for (let from = 0, to = 0; from < order.length; from = to) {
        let tied = 0;
        for (to = from; to < order.length && sure[order[to]!] === sure[order[from]!]; to++)
          tied += 1 - right[order[to]!]!;
        for (let k = from; k < to; k++) area += (wrong + (tied * (k + 1 - from)) / (to - from)) / (k + 1);
        wrong += tied;
      }
      return area / order.length;
    },
  },
]);
