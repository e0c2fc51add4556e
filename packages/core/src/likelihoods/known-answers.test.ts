import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../tensors/index.js';
import { bernoulli, categorical, gaussian, type Labels, type Likelihood } from './index.js';

beforeAll(async () => {
  await startBackend();
});

/** Loss and gradient of one record. */
function lossOf(likelihood: Pick<Likelihood, 'loss'>, outputs: number[], labels: Labels) {
  const { loss, gradient } = likelihood.loss(tf.tensor2d([outputs]), labels);
  return { loss: loss.dataSync()[0]!, gradient: Array.from(gradient.dataSync()) };
}

const closeTo = (values: number[]) => values.map((value) => expect.closeTo(value, 6));
const drawn = (outputs: number, ...draws: number[][]) => ({
  samples: draws.length,
  count: draws[0]!.length / outputs,
  outputs,
  outputsSNO: Float32Array.from(draws.flat()),
});

describe('known answer of categorical: classes of odds 1 : 3', () => {
  const outputs = [0, Math.log(3)];

  it('lose −ln ¾ where the second is right, with the gradient p − y', () => {
    const { loss, gradient } = lossOf(categorical, outputs, Int32Array.of(1));
    expect(loss).toBeCloseTo(-Math.log(0.75), 6);
    expect(gradient).toEqual(closeTo([0.25, -0.25]));
  });

  it('have the mean of the draws, and the mean of their entropies', () => {
    const summary = categorical.summarize(drawn(2, [Math.log(0.25), Math.log(0.75)], [Math.log(0.5), Math.log(0.5)]));
    expect(Array.from(summary.meanProbsNC)).toEqual(closeTo([0.375, 0.625]));
    const quarter = -0.25 * Math.log(0.25) - 0.75 * Math.log(0.75);
    expect(Array.from(summary.expectedEntropyN)).toEqual(closeTo([(quarter + Math.LN2) / 2]));
  });
});

describe('known answer of bernoulli: labels that hold with ½ and ¾', () => {
  const outputs = [0, Math.log(3)];

  it('lose −ln ½ − ln ¼ where only the first holds, with the gradient p − y', () => {
    const { loss, gradient } = lossOf(bernoulli, outputs, Float32Array.of(1, 0));
    expect(loss).toBeCloseTo(Math.log(2) + Math.log(4), 6);
    expect(gradient).toEqual(closeTo([-0.5, 0.75]));
  });

  it('have the mean of the draws, and the mean of their entropies, label by label', () => {
    const summary = bernoulli.summarize(drawn(2, outputs, [0, -Math.log(3)]));
    expect(Array.from(summary.meanProbsNC)).toEqual(closeTo([0.5, 0.5]));
    const quarter = -0.25 * Math.log(0.25) - 0.75 * Math.log(0.75);
    expect(Array.from(summary.expectedEntropyNC)).toEqual(closeTo([Math.LN2, quarter]));
  });
});

describe('known answer of gaussian: a mean of 1 with variance 4', () => {
  it('loses ½ ln 8π + ½ at the value 3, with the gradients −½ and 0', () => {
    const { loss, gradient } = lossOf(gaussian, [1, Math.log(4)], Float32Array.of(3));
    expect(loss).toBeCloseTo(0.5 * Math.log(8 * Math.PI) + 0.5, 6);
    expect(gradient).toEqual(closeTo([-0.5, 0]));
  });

  it('and one of 3 with variance 1 have mean 2, spread 1, noise 2½ and ln 2 for the mean of its logs', () => {
    const summary = gaussian.summarize(drawn(2, [1, Math.log(4)], [3, 0]));
    const parts = [summary.meanNT, summary.epistemicNT, summary.aleatoricNT, summary.expectedLogVarianceNT];
    expect(parts.map((values) => values[0])).toEqual(closeTo([2, 1, 2.5, Math.LN2]));
  });
});
