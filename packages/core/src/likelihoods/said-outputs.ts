import { CoreError } from '../errors.js';
import type { LikelihoodId, Predictions } from './likelihood.js';

/** How far from 1 probabilities of classes may sum up; they are brought to 1. */
const SUM_TOLERANCE = 1e-3;
/** ln of the least probability that is told apart from none: what is said to be impossible may still come true. */
const LEAST_LOG = -87;

/** What a model outside says of records, as it says it. */
export interface SaidValues {
  likelihood: LikelihoodId;
  samples: number;
  count: number;
  /** Numbers of a record under one draw: probabilities of C classes or labels, or a mean and a variance. */
  width: number;
  /** [S, N, width]. */
  valuesSNW: ArrayLike<number>;
  /** Probabilities are given as their natural logarithms. */
  isLog?: boolean;
}

/**
 * What a model outside says, as a network of the likelihood would: log-probabilities of classes, logits of labels, a mean and
 * a log variance of values. Probabilities of classes that sum up to nearly 1 are divided by their sum; none is less than e⁻⁸⁷.
 *
 * @returns [S, N, width]
 * @throws shape_mismatch where there are other counts; invalid_predictions, with row and draw, for what is no number, lies out
 *   of range or does not sum up to 1 within 0.001
 */
export function outputsOfSaid(said: SaidValues): Predictions {
  const { likelihood, samples, count, width, valuesSNW, isLog = false } = said;
  if (valuesSNW.length !== samples * count * width)
    throw new CoreError(
      'shape_mismatch',
      `${count} records with ${samples} draws of ${width} numbers need ${samples * count * width} values; there are ${valuesSNW.length}.`,
    );
  const outputsSNO = new Float32Array(valuesSNW.length);
  const row = new Float64Array(width);
  const write = WRITERS[likelihood];
  for (let at = 0; at < samples * count; at++) {
    const where = `Row ${at % count}${samples > 1 ? `, draw ${Math.floor(at / count)}` : ''}`;
    for (let w = 0; w < width; w++) {
      const value = valuesSNW[at * width + w]!;
      if (Number.isNaN(value) || (!isLog && !Number.isFinite(value)) || value === Number.POSITIVE_INFINITY)
        throw refused(`${where}: its value ${w} is ${value}, which is no number to compute with.`);
      row[w] = isLog && likelihood !== 'gaussian' ? Math.exp(value) : value;
    }
    write(row, where).forEach((output, w) => {
      outputsSNO[at * width + w] = output;
    });
  }
  return { samples, count, outputs: width, outputsSNO };
}

const refused = (detail: string) => new CoreError('invalid_predictions', detail);

/** What is read of a row, and why it cannot be. */
const WRITERS: Record<LikelihoodId, (row: Float64Array, where: string) => Float64Array> = {
  categorical(row, where) {
    checkShares(row, where);
    const sum = row.reduce((total, p) => total + p, 0);
    if (Math.abs(sum - 1) > SUM_TOLERANCE)
      throw refused(
        `${where}: its probabilities sum up to ${short(sum)}, not to 1. Every class needs one; give 0 to a class that the model does not know.`,
      );
    return row.map((p) => logOf(p / sum));
  },
  bernoulli(row, where) {
    checkShares(row, where);
    return row.map((p) => logOf(p) - logOf(1 - p));
  },
  gaussian(row, where) {
    const [mean = 0, variance = 0] = row;
    if (variance <= 0)
      throw refused(
        `${where}: its variance is ${variance}. It has to be above 0: the mean squared error on records the model has not seen is a good guess where the model gives none.`,
      );
    if (Math.abs(mean) > 1e18 || variance > 1e36)
      throw refused(`${where}: its mean ${mean} or variance ${variance} is too large to compute with its square.`);
    return Float64Array.of(mean, Math.max(LEAST_LOG, Math.log(variance)));
  },
};

/** Rounding errors of a model are no reason to refuse it. */
function checkShares(row: Float64Array, where: string): void {
  row.forEach((p, w) => {
    if (p < -1e-6 || p > 1 + SUM_TOLERANCE)
      throw refused(`${where}: its value ${w} is ${short(p)}, and a probability lies between 0 and 1.`);
    row[w] = Math.min(1, Math.max(0, p));
  });
}

const logOf = (p: number) => Math.max(LEAST_LOG, Math.log(p));
const short = (value: number) => Number(value.toPrecision(4));
