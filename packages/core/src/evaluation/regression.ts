import { CoreError } from '../errors.js';
import type { Predictions } from '../likelihoods/likelihood.js';
import { logMeanExp } from '../tensors/entropy.js';
import { mixtureCrps, mixtureShare } from './crps.js';
import { type Estimate, meanInterval, NO_ESTIMATE, wilsonInterval } from './intervals.js';

/** Figures of a model of values on records that it has not seen, in the units of the targets. */
export interface RegressionEvaluation {
  /** Records the figures stand on. */
  records: number;
  /** Root of the mean squared error of the mean prediction. */
  rmse: Estimate;
  /** Mean absolute error of the mean prediction. */
  mae: Estimate;
  /** Mean log-likelihood of a record under the mixture of the draws, in nats; higher is better. */
  logLikelihood: Estimate;
  /** Mean continuous ranked probability score, in the unit of the targets; lower is better. */
  crps: Estimate;
  /** Share of the values that fall into the central interval that ought to hold so many of them. */
  coverage: { nominal: number; share: Estimate }[];
}

/** Central intervals whose coverage is reported. */
const NOMINAL = [0.5, 0.9, 0.95];

/**
 * How good S draws are on values that were never trained on. The prediction is the mean over the draws.
 *
 *     rmse = √ mean_n (ȳ_n − y_n)²      logLikelihood = mean_n ln (1/S) Σ_s N(y_n; μ_sn, σ²_sn)
 *
 * The log-likelihood is that of each record under the mixture of the draws, the one that Gal and Ghahramani report. It is
 * neither the moment-matched one (a single Gaussian with the mean and variance of the mixture: deep ensembles) nor the
 * joint one ((1/N)·ln mean_s Π_n p(y_n|θ_s): Vadam), and figures of the three kinds cannot be compared.
 *
 * Of several target values a record's likelihood is that of all of them together; errors and scores are means over the
 * values, which says something only where these share a unit.
 *
 * @param predictions [S, N, 2T] of the Gaussian likelihood: T means and T log variances; where one is NaN, so is every figure
 * @param targetsNT [N, T]
 * @returns of no records NaN
 * @throws shape_mismatch, invalid_label
 * @source Gal and Ghahramani 2016, arXiv:1506.02142
 */
export function evaluateRegression(predictions: Predictions, targetsNT: ArrayLike<number>): RegressionEvaluation {
  check(predictions, targetsNT);
  const { samples, count, outputs, outputsSNO } = predictions;
  if (outputsSNO.some(Number.isNaN)) return unknown(count);
  const targets = outputs / 2;
  const squares = new Float64Array(count);
  const distances = new Float64Array(count);
  const logLikelihoods = new Float64Array(count);
  const scores = new Float64Array(count);
  const covered = NOMINAL.map(() => 0);
  const terms = new Float64Array(samples);
  const [means, variances] = [new Float64Array(samples), new Float64Array(samples)];
  for (let n = 0; n < count; n++) {
    terms.fill(0);
    for (let t = 0; t < targets; t++) {
      const y = targetsNT[n * targets + t]!;
      let mean = 0;
      for (let s = 0; s < samples; s++) {
        const at = (s * count + n) * outputs + t;
        mean += outputsSNO[at]! / samples;
        means[s] = outputsSNO[at]!;
        variances[s] = Math.exp(outputsSNO[at + targets]!);
        terms[s] = terms[s]! + logDensity(y - outputsSNO[at]!, outputsSNO[at + targets]!);
      }
      squares[n] = squares[n]! + (mean - y) ** 2 / targets;
      distances[n] = distances[n]! + Math.abs(mean - y) / targets;
      scores[n] = scores[n]! + mixtureCrps(means, variances, y) / targets;
      const place = mixtureShare(means, variances, y);
      NOMINAL.forEach((nominal, i) => {
        if (Math.abs(place - 0.5) <= nominal / 2) covered[i]!++;
      });
    }
    logLikelihoods[n] = logMeanExp(terms);
  }
  return {
    records: count,
    rmse: rootOf(meanInterval(squares)),
    mae: meanInterval(distances),
    logLikelihood: meanInterval(logLikelihoods),
    crps: meanInterval(scores),
    coverage: NOMINAL.map((nominal, i) => ({ nominal, share: wilsonInterval(covered[i]!, count * targets) })),
  };
}

const unknown = (records: number): RegressionEvaluation => ({
  records,
  rmse: NO_ESTIMATE,
  mae: NO_ESTIMATE,
  logLikelihood: NO_ESTIMATE,
  crps: NO_ESTIMATE,
  coverage: NOMINAL.map((nominal) => ({ nominal, share: NO_ESTIMATE })),
});

/** ln N(gap; 0, e^logVariance). */
const logDensity = (gap: number, logVariance: number) =>
  -0.5 * (Math.log(2 * Math.PI) + logVariance + gap ** 2 * Math.exp(-logVariance));

/** The interval of the mean square, drawn through the root; a lower end below zero is zero. */
const rootOf = ({ value, low, high }: Estimate): Estimate => ({
  value: Math.sqrt(value),
  low: Math.sqrt(low < 0 ? 0 : low),
  high: Math.sqrt(high),
});

function check({ samples, count, outputs, outputsSNO }: Predictions, targetsNT: ArrayLike<number>): void {
  if (outputs % 2 !== 0 || outputsSNO.length !== samples * count * outputs) {
    throw new CoreError(
      'shape_mismatch',
      `${samples} draws for ${count} records with ${outputs} outputs, means and log variances, do not make ${outputsSNO.length} values.`,
    );
  }
  if (targetsNT.length !== (count * outputs) / 2) {
    throw new CoreError(
      'shape_mismatch',
      `${count} records need ${(count * outputs) / 2} target values; there are ${targetsNT.length}.`,
    );
  }
  for (let i = 0; i < targetsNT.length; i++) {
    if (!Number.isFinite(targetsNT[i]!)) {
      throw new CoreError('invalid_label', `The target value ${targetsNT[i]} is not a finite number.`);
    }
  }
}
