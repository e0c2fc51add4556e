import { registry } from '../registry.js';
import { auroc } from './auroc.js';
import { equalMass, equalWidth, gapOf, partsOf } from './bins.js';
import {
  answersOf,
  type Classified,
  classOf,
  countsOf,
  isSound,
  meanOf,
  meanOver,
  predictedOf,
  probOf,
} from './classified.js';

export type { Classified } from './classified.js';

/** A figure of predictions of classes. */
export interface ClassMetric {
  id: string;
  title: string;
  better: 'higher' | 'lower';
  /** As it is written in the docs. */
  formula: string;
  /** What the docs say on what it tells, and what it does not. */
  when: string;
  source: string;
  /** NaN where the rows do not determine it. */
  of(given: Classified): number;
}

/** Below this a probability counts as this much, so that one wrong certainty does not make everything infinite. */
const LEAST = 1e-12;

const MURPHY = 'Murphy 1973, J. Appl. Meteorol. 12:595';

const METRICS: ClassMetric[] = [
  {
    id: 'accuracy',
    title: 'Accuracy',
    better: 'higher',
    formula: 'mean_n [ argmax m_n = y_n ]',
    when: 'What people ask first. It says nothing about how sure the model was, and little where one class swamps the others.',
    source: 'share of right answers',
    of: (given) => meanOver(given, (n) => Number(predictedOf(given, n) === given.labelsN[n])),
  },
  {
    /** Mean recall of the classes that have records. */
    id: 'balanced-accuracy',
    title: 'Balanced accuracy',
    better: 'higher',
    formula: 'mean_c recall_c',
    when: 'One class swamps the others and each matters the same: naming the common class throughout gives 1/C.',
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
    formula: 'mean_c 2 · right_c / (actual_c + predicted_c)',
    when: 'Rare classes matter, and so does naming them too often.',
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
    formula: 'mean_c P( p_c(of class c) > p_c(of another) )',
    when: 'How well the probabilities rank, wherever a threshold will be put. Blind to calibration.',
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
    formula: 'mean_n −ln m_n(y_n)',
    when: 'The figure to compare posteriors by: it rewards the right answer and honest doubt together. A few sure mistakes dominate it.',
    source: 'Good 1952',
    of: (given) => meanOver(given, (n) => -Math.log(Math.max(LEAST, probOf(given, n, given.labelsN[n]!)))),
  },
  {
    /** Summed over the classes, in [0, 2]. */
    id: 'brier',
    title: 'Brier score',
    better: 'lower',
    formula: 'mean_n Σ_c ( m_nc − [c = y_n] )²',
    when: 'As the log-likelihood, with a bound on what one sure mistake can cost.',
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
    formula: 'Σ_c Σ_b |b|/N · ( forecast_b − frequency_b )²',
    when: 'How much of the Brier score is miscalibration.',
    source: MURPHY,
    of: (given) => partsOf(given).reliability,
  },
  {
    /** How much forecasts tell records apart. */
    id: 'brier-resolution',
    title: 'Brier: resolution',
    better: 'higher',
    formula: 'Σ_c Σ_b |b|/N · ( frequency_b − base rate_c )²',
    when: 'How much of the Brier score is earned by telling records apart.',
    source: MURPHY,
    of: (given) => partsOf(given).resolution,
  },
  {
    /** What the classes leave open before anything is forecast: a property of the records. */
    id: 'brier-uncertainty',
    title: 'Brier: uncertainty',
    better: 'lower',
    formula: 'Σ_c base rate_c · (1 − base rate_c)',
    when: 'To read the other two parts against. It is the same for every model.',
    source: MURPHY,
    of: (given) => partsOf(given).uncertainty,
  },
  {
    id: 'ece',
    title: 'Calibration error',
    better: 'lower',
    formula: 'Σ_b |b|/N · | accuracy_b − confidence_b |',
    when: 'Whether 80 % sure means right four times of five. It is biased upwards on few records, and a model that knows nothing can have 0.',
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
    formula: 'the same over 15 bins of as many records each',
    when: 'Most answers are nearly certain, so that bins of equal width hold almost nothing but the last.',
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
    formula: 'mean_c Σ_b |b|/N · | frequency_cb − forecast_cb |',
    when: 'The probabilities of all classes are used, not only that of the answer.',
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
    formula: 'mean_k error among the k surest answers',
    when: 'The model may leave its least sure answers to people: lower means that its doubt is where its mistakes are.',
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
];

/**
 * Every figure of classes, by its id. With a probability that is NaN in one of its rows each of them is NaN: the most probable
 * class of such a record is none, and counted as one it would pass for an answer.
 */
export const classMetrics = registry<ClassMetric>(
  METRICS.map((metric) => ({
    ...metric,
    of: (given) => (isSound(given) ? metric.of(given) : Number.NaN),
  })),
);
