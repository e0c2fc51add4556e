import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { CoreError } from '../errors.js';
import { ANSWERS } from './answers.js';
import { checkRange, checkWidth, type Labels } from './labels.js';
import type { GaussianSummary, Likelihood } from './likelihood.js';
import { summarizeValues } from './summaries.js';
import { temperatureOfValues } from './temperature.js';

/** Targets whose squares, and what one is divided by them, are still numbers in float32. */
const MOST = 1e18;

const options = z.object({
  noise: z
    .union([z.enum(['learned', 'each']), z.number().positive()])
    .default('learned')
    .describe('Noise of the targets: one level, learned; each record its own; or a known standard deviation'),
});

/**
 * Values with Gaussian noise: y ~ N(μ(x,θ), σ²). The noise is one learned level (homoscedastic), each record's own
 * (heteroscedastic), or known. Targets are standardised inside the network's head and come out in their own units.
 *
 * @source Nix and Weigend 1994; Lakshminarayanan et al. 2017, arXiv:1612.01474, section 2.2.1
 */
export const gaussian: Likelihood<GaussianSummary, typeof options> = {
  id: 'gaussian',
  title: 'Values',
  description: 'Each record has a number, or several, measured with noise.',
  source: 'arXiv:1612.01474',
  options,
  head: (classes, { noise }) => ({
    units: noise === 'each' ? 2 * classes : classes,
    layers: [{ type: 'gaussian-head', noise }],
  }),
  classesOf: (outputs) => outputs / 2,
  parts: {
    meanNT: 'classes',
    epistemicNT: 'classes',
    aleatoricNT: 'classes',
    expectedLogVarianceNT: 'classes',
  },

  answers: ANSWERS.gaussian,

  pack: (targets) => Float32Array.from(targets.flat()),
  check(labels, count, outputs) {
    if (outputs % 2 !== 0) {
      throw new CoreError('shape_mismatch', 'A network for values ends in the head of the Gaussian likelihood.');
    }
    checkWidth(labels, count, outputs / 2);
    checkRange(labels, count, [-3e38, 3e38], 'values have to be finite numbers.');
    checkSize(labels);
  },

  weigh: () => null,

  loss(outputsNO, labels, weights) {
    const [count, outputs] = outputsNO.shape;
    const targets = outputs / 2;
    const [mean, logVariance] = [
      tf.slice(outputsNO, [0, 0], [-1, targets]),
      tf.slice(outputsNO, [0, targets], [-1, targets]),
    ];
    const target = tf.tensor2d(Float32Array.from(labels), [count, targets]);
    const scale = weights ? tf.div(tf.tensor2d(weights, [count, 1]), count) : 1 / count;
    const precision = tf.exp(tf.neg(logVariance));
    const gap = tf.sub(mean, target);
    const squares = tf.mul(tf.square(gap), precision);
    const terms = tf.add(tf.add(logVariance, Math.log(2 * Math.PI)), squares);
    return {
      loss: tf.mul<tf.Scalar>(0.5, tf.sum(tf.mul(terms, scale))),
      gradient: tf.concat<tf.Tensor2D>(
        [tf.mul(tf.mul(gap, precision), scale), tf.mul(tf.mul(0.5, tf.sub(1, squares)), scale)],
        1,
      ),
    };
  },

  /** scale²/σ² for the means, and for each record's own noise ½·(d ln σ² / d f)², with its softplus. */
  curvature(outputsNO, { units, scaleT }) {
    const [count, outputs] = outputsNO.shape;
    const targets = outputs / 2;
    const scale = tf.tensor1d(scaleT ?? new Float32Array(targets).fill(1));
    const logVariance = tf.slice(outputsNO, [0, targets], [-1, targets]);
    const means = tf.mul(tf.exp(tf.neg(logVariance)), tf.square(scale));
    if (units === targets) return onDiagonal(means, count, units);
    // v = softplus(f) in standardised units; dv/df = 1 − e^{−v}.
    const v = tf.div(tf.exp(logVariance), tf.square(scale));
    const slope = tf.div(tf.sub(1, tf.exp(tf.neg(v))), v);
    return onDiagonal(tf.concat([means, tf.mul(0.5, tf.square(slope))], 1), count, units);
  },

  summarize(predictions) {
    const { meanNT, epistemicNT, aleatoricNT, expectedLogVarianceNT, ...rest } = summarizeValues(predictions);
    return {
      ...rest,
      meanNT: Float32Array.from(meanNT),
      epistemicNT: Float32Array.from(epistemicNT),
      aleatoricNT: Float32Array.from(aleatoricNT),
      expectedLogVarianceNT: Float32Array.from(expectedLogVarianceNT),
    };
  },

  temperatureOf: temperatureOfValues,
  /** Deviations of the draws from their mean, and of the noise, are multiplied; the mean stays. */
  temper(graph, value, outputs, temperature) {
    const split = graph.node('Reshape', [value, graph.ints([graph.samples, -1, outputs])]);
    const [mean, logVariance] = graph.split(split, 2, 2);
    const centre = graph.node('ReduceMean', [mean!], { axes: [0], keepdims: 1 });
    const gap = graph.node('Mul', [graph.node('Sub', [mean!, centre]), graph.scalar(temperature)]);
    const wider = graph.node('Add', [logVariance!, graph.scalar(2 * Math.log(temperature))]);
    const joined = graph.node('Concat', [graph.node('Add', [centre, gap]), wider], { axis: 2 });
    return graph.node('Reshape', [joined, graph.ints([-1, outputs])]);
  },

  emit(graph, value, outputs) {
    const split = graph.node('Reshape', [value, graph.ints([graph.samples, -1, outputs])], {}, 'outputs');
    const half = (from: number) =>
      graph.node('Slice', [split, graph.ints([from]), graph.ints([from + outputs / 2]), graph.ints([2])]);
    const [mean, logVariance] = [half(0), half(outputs / 2)];
    const centre = graph.node('ReduceMean', [mean], { axes: [0], keepdims: 0 }, 'meanNT');
    const gap = graph.node('Sub', [mean, centre]);
    graph.node('ReduceMean', [graph.node('Mul', [gap, gap])], { axes: [0], keepdims: 0 }, 'epistemicNT');
    graph.node('ReduceMean', [graph.node('Exp', [logVariance])], { axes: [0], keepdims: 0 }, 'aleatoricNT');
    graph.node('ReduceMean', [logVariance], { axes: [0], keepdims: 0 }, 'expectedLogVarianceNT');
  },

  /** Of one value, each answer is a number a record; of several, a row. */
  answer(graph, values) {
    const tell = (value: string, name: string) =>
      values === 1
        ? graph.node('Squeeze', [value, graph.ints([1])], {}, name)
        : graph.node('Identity', [value], {}, name);
    tell('meanNT', 'mean');
    tell(graph.node('Sqrt', ['epistemicNT']), 'epistemic');
    tell(graph.node('Sqrt', ['aleatoricNT']), 'aleatoric');
    tell(graph.node('Sqrt', [graph.node('Add', ['epistemicNT', 'aleatoricNT'])]), 'total');
  },
};

/** @throws invalid_label where the largest target is no number that one can compute with */
function checkSize(labels: Labels): void {
  let largest = 0;
  for (const y of labels) largest = Math.max(largest, Math.abs(y));
  if (largest === 0 || (largest <= MOST && largest >= 1 / MOST)) return;
  const wrong = largest > MOST ? 'large' : 'small';
  throw new CoreError(
    'invalid_label',
    `The largest target is ${largest} in size, too ${wrong} to compute with its square. Give the targets in another unit.`,
  );
}

const onDiagonal = (values: tf.Tensor, count: number, units: number) =>
  tf.mul<tf.Tensor3D>(tf.reshape(values, [count, units, 1]), tf.eye(units));
