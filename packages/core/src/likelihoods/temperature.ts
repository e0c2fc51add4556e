import { logMeanExp } from '../tensors/entropy.js';
import type { Labels } from './labels.js';
import type { Predictions } from './likelihood.js';
import { summarizeValues } from './summaries.js';

/** Beyond these a temperature says that something else is wrong. */
const [LEAST, MOST] = [1 / 16, 16];
const GRID = 64;
const [GOLDEN, STEPS] = [(Math.sqrt(5) - 1) / 2, 40];

/**
 * The temperature at which a loss is least: the best of a grid over its logarithm, made finer around that one. A mean over draws
 * may have more than one hollow, so that a search from one end could end in the wrong one.
 *
 * @returns in [1/16, 16]; the one nearest to 1 of equally good ones
 */
function leastAt(loss: (temperature: number) => number): number {
  const at = (place: number) => Math.exp(Math.log(LEAST) + ((Math.log(MOST) - Math.log(LEAST)) * place) / GRID);
  let [best, least] = [GRID / 2, loss(at(GRID / 2))];
  for (let step = 1; step <= GRID / 2; step++)
    for (const place of [GRID / 2 + step, GRID / 2 - step]) {
      const own = loss(at(place));
      if (isLess(own, least)) [best, least] = [place, own];
    }
  let [low, high] = [Math.max(0, best - 1), Math.min(GRID, best + 1)];
  for (let step = 0; step < STEPS; step++) {
    const [first, second] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)];
    if (loss(at(first)) < loss(at(second))) high = second;
    else low = first;
  }
  return isLess(loss(at((low + high) / 2)), least) ? at((low + high) / 2) : at(best);
}

/** By more than what rounding makes of equal ones. */
const isLess = (loss: number, other: number) => loss < other - 1e-9 * (1 + other);

/**
 * The temperature of classes: each draw's log-probabilities are divided by it and made to sum to one again.
 *
 * @param predictions [S, N, C] log-probabilities
 * @param labels [N] indices, or [N, C] shares
 * @returns that of the least mean negative log-likelihood under the mean over the draws
 */
export function temperatureOfClasses({ samples, count, outputs, outputsSNO }: Predictions, labels: Labels): number {
  const logs = new Float64Array(outputs);
  const columns = Array.from({ length: outputs }, () => new Float64Array(samples));
  return leastAt((temperature) => {
    let loss = 0;
    for (let n = 0; n < count; n++) {
      for (let s = 0; s < samples; s++) {
        let most = Number.NEGATIVE_INFINITY;
        for (let c = 0; c < outputs; c++) {
          logs[c] = outputsSNO[(s * count + n) * outputs + c]! / temperature;
          most = Math.max(most, logs[c]!);
        }
        let sum = 0;
        for (let c = 0; c < outputs; c++) sum += Math.exp(logs[c]! - most);
        for (let c = 0; c < outputs; c++) columns[c]![s] = logs[c]! - most - Math.log(sum);
      }
      if (labels instanceof Int32Array) loss -= logMeanExp(columns[labels[n]!]!);
      else
        for (let c = 0; c < outputs; c++) {
          const share = labels[n * outputs + c]!;
          if (share > 0) loss -= share * logMeanExp(columns[c]!);
        }
    }
    return loss;
  });
}

/**
 * The temperature of labels that hold one by one: each draw's logits are divided by it.
 *
 * @param predictions [S, N, C] logits
 * @param labels [N, C] shares
 * @returns that of the least mean negative log-likelihood under the mean over the draws
 */
export function temperatureOfLabels({ samples, count, outputs, outputsSNO }: Predictions, labels: Labels): number {
  const [held, missing] = [new Float64Array(samples), new Float64Array(samples)];
  const values = count * outputs;
  return leastAt((temperature) => {
    let loss = 0;
    for (let at = 0; at < values; at++) {
      for (let s = 0; s < samples; s++) {
        const logit = outputsSNO[s * values + at]! / temperature;
        // −ln(1 + e^{−f}), which keeps its digits where f is large.
        held[s] = Math.min(0, logit) - Math.log1p(Math.exp(-Math.abs(logit)));
        missing[s] = held[s]! - logit;
      }
      const share = labels[at]!;
      if (share > 0) loss -= share * logMeanExp(held);
      if (share < 1) loss -= (1 - share) * logMeanExp(missing);
    }
    return loss;
  });
}

/**
 * The temperature of values: what all deviations, of the draws from their mean and of the noise, are multiplied by.
 *
 * @param predictions [S, N, 2T] means and log variances
 * @param labels [N, T]
 * @returns √ of the mean of (y − μ)² / σ², of the least negative log-likelihood of the normal distribution with the mean and the
 *   variance of the draws; kept within [1/16, 16]
 */
export function temperatureOfValues(predictions: Predictions, labels: Labels): number {
  const { meanNT, epistemicNT, aleatoricNT } = summarizeValues(predictions);
  const squares = meanNT.reduce(
    (sum, mean, at) => sum + (labels[at]! - mean) ** 2 / (epistemicNT[at]! + aleatoricNT[at]!),
    0,
  );
  return Math.min(MOST, Math.max(LEAST, Math.sqrt(squares / meanNT.length)));
}
