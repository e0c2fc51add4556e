import { entropy, logMeanExp, xlogy } from '../tensors/entropy.js';

/** What S draws say of N records, on plain arrays: no TensorFlow comes along, so that a browser can summarise too. */
export interface DrawnOutputs {
  samples: number;
  count: number;
  outputs: number;
  /** [S, N, outputs]: log-probabilities of classes in nats, logits of labels, or T means and T log variances. */
  outputsSNO: ArrayLike<number>;
}

/**
 * Summary of draws that give one of C classes.
 *
 *     m_c = mean_s p_s(c)     expected entropy = mean_s H(p_s)
 *
 * @returns meanProbsNC [N, C], expectedEntropyN [N] in nats
 */
export function summarizeClasses({ samples, count, outputs: classes, outputsSNO }: DrawnOutputs) {
  const meanProbsNC = new Float64Array(count * classes);
  const expectedEntropyN = new Float64Array(count);
  const column = new Float64Array(samples);
  const row = new Float64Array(classes);
  for (let n = 0; n < count; n++) {
    for (let c = 0; c < classes; c++) {
      for (let s = 0; s < samples; s++) column[s] = outputsSNO[(s * count + n) * classes + c]!;
      meanProbsNC[n * classes + c] = Math.exp(logMeanExp(column));
    }
    let sum = 0;
    for (let s = 0; s < samples; s++) {
      for (let c = 0; c < classes; c++) row[c] = Math.exp(outputsSNO[(s * count + n) * classes + c]!);
      sum += entropy(row);
    }
    expectedEntropyN[n] = sum / samples;
  }
  return { kind: 'categorical' as const, count, classes, samples, meanProbsNC, expectedEntropyN };
}

/**
 * Summary of draws of which any number of C labels may hold.
 *
 * @returns meanProbsNC [N, C], expectedEntropyNC [N, C] in nats
 */
export function summarizeLabels({ samples, count, outputs: classes, outputsSNO }: DrawnOutputs) {
  const meanProbsNC = new Float64Array(count * classes);
  const expectedEntropyNC = new Float64Array(count * classes);
  for (let at = 0; at < count * classes; at++) {
    let [mean, expected] = [0, 0];
    for (let s = 0; s < samples; s++) {
      const logit = outputsSNO[s * count * classes + at]!;
      const [p, q] = [sigmoid(logit), sigmoid(-logit)];
      mean += p / samples;
      expected -= (xlogy(p, p) + xlogy(q, q)) / samples;
    }
    meanProbsNC[at] = mean;
    expectedEntropyNC[at] = expected;
  }
  return { kind: 'bernoulli' as const, count, classes, samples, meanProbsNC, expectedEntropyNC };
}

/**
 * Summary of draws that give T values with their noise.
 *
 * @returns meanNT, epistemicNT, aleatoricNT, expectedLogVarianceNT, each [N, T], in the units of the targets
 */
export function summarizeValues({ samples, count, outputs, outputsSNO }: DrawnOutputs) {
  const classes = outputs / 2;
  const empty = () => new Float64Array(count * classes);
  const [meanNT, epistemicNT, aleatoricNT, expectedLogVarianceNT] = [empty(), empty(), empty(), empty()];
  for (let n = 0; n < count; n++)
    for (let t = 0; t < classes; t++) {
      const at = (s: number) => (s * count + n) * outputs + t;
      let [mean, noise, logNoise, squares] = [0, 0, 0, 0];
      for (let s = 0; s < samples; s++) {
        mean += outputsSNO[at(s)]! / samples;
        logNoise += outputsSNO[at(s) + classes]! / samples;
        noise += Math.exp(outputsSNO[at(s) + classes]!) / samples;
      }
      for (let s = 0; s < samples; s++) squares += (outputsSNO[at(s)]! - mean) ** 2 / samples;
      const place = n * classes + t;
      meanNT[place] = mean;
      epistemicNT[place] = squares;
      aleatoricNT[place] = noise;
      expectedLogVarianceNT[place] = logNoise;
    }
  const kind = 'gaussian' as const;
  return { kind, count, classes, samples, meanNT, epistemicNT, aleatoricNT, expectedLogVarianceNT };
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
