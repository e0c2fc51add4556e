import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { ANSWERS } from './answers.js';
import { xlogx } from './emit-entropy.js';
import { checkIndices, checkRange, checkWidth, type Labels } from './labels.js';
import { type CategoricalSummary, type Likelihood, normalized } from './likelihood.js';
import { summarizeClasses } from './summaries.js';
import { temperatureOfClasses } from './temperature.js';

/**
 * One of C classes: p(y|x,θ) = softmax of the outputs. Labels are indices, or soft labels [N, C], whose cross entropy is
 * the loss; they need not sum to 1 (two of five annotators may be counted as 0.4).
 */
export const categorical: Likelihood<CategoricalSummary> = {
  id: 'categorical',
  title: 'One of several classes',
  description: 'Each record belongs to one class.',
  source: 'Bishop 2006, section 4.3.4',
  options: z.object({}),
  head: (classes) => ({ units: classes, layers: [] }),
  classesOf: (outputs) => outputs,
  parts: { meanProbsNC: 'classes', expectedEntropyN: 'record' },

  answers: ANSWERS.categorical,

  pack: (targets) => Int32Array.from(targets, ([place]) => place!),
  check(labels, count, outputs) {
    if (labels instanceof Int32Array) return checkIndices(labels, count, outputs);
    checkWidth(labels, count, outputs);
    checkRange(labels, count, [0, 1], 'soft labels are shares between 0 and 1.');
  },

  weigh(labels, count, classes, classWeights) {
    const mass = (n: number, c: number) =>
      labels instanceof Int32Array ? Number(labels[n] === c) : labels[n * classes + c]!;
    let weights = classWeights;
    if (weights === 'balanced') {
      const sums = new Float64Array(classes);
      if (labels instanceof Int32Array) for (const label of labels) sums[label] = sums[label]! + 1;
      else for (let at = 0; at < labels.length; at++) sums[at % classes] = sums[at % classes]! + labels[at]!;
      weights = Array.from(sums, (sum) => (sum > 0 ? 1 / sum : 0));
    }
    const own = weights;
    if (labels instanceof Int32Array) return normalized(Float32Array.from(labels, (label) => own[label] ?? 0));
    return normalized(
      Float32Array.from({ length: count }, (_, n) => own.reduce((sum, w, c) => sum + w * mass(n, c), 0)),
    );
  },

  loss(outputsNO, labels, weights) {
    const [count, classes] = outputsNO.shape;
    const logProbs = tf.logSoftmax(outputsNO);
    const target = targetsOf(labels, count, classes);
    // Soft labels may sum to less than 1: the gradient of Σ t·(−ln p) is (Σ t)·p − t.
    const mass = labels instanceof Int32Array ? 1 : tf.sum(target, 1, true);
    const scale = weights ? tf.div(tf.tensor2d(weights, [count, 1]), count) : 1 / count;
    const loss = tf.neg(tf.sum<tf.Scalar>(tf.mul(tf.mul(logProbs, target), scale)));
    const gradient = tf.mul<tf.Tensor2D>(tf.sub(tf.mul(tf.exp(logProbs), mass), target), scale);
    return { loss, gradient };
  },

  /** diag p − p pᵀ. */
  curvature(outputsNO) {
    const probs = tf.softmax(outputsNO);
    const [count, classes] = outputsNO.shape;
    const diagonal = tf.mul(tf.reshape(probs, [count, classes, 1]), tf.eye(classes));
    const outer = tf.matMul(tf.reshape(probs, [count, classes, 1]), tf.reshape(probs, [count, 1, classes]));
    return tf.sub(diagonal, outer);
  },

  summarize(predictions) {
    const { meanProbsNC, expectedEntropyN, ...rest } = summarizeClasses(predictions);
    return {
      ...rest,
      meanProbsNC: Float32Array.from(meanProbsNC),
      expectedEntropyN: Float32Array.from(expectedEntropyN),
    };
  },

  temperatureOf: temperatureOfClasses,
  temper: (graph, value, _outputs, temperature) => graph.node('Div', [value, graph.scalar(temperature)]),

  emit(graph, value, classes) {
    const split = graph.node('Reshape', [value, graph.ints([graph.samples, -1, classes])]);
    const logProbs = graph.node('LogSoftmax', [split], { axis: 2 }, 'outputs');
    const probs = graph.node('Exp', [logProbs]);
    graph.node('ReduceMean', [probs], { axes: [0], keepdims: 0 }, 'meanProbsNC');
    // exp of a log-probability of −100 is 0 in float32, and 0 · −100 is 0: no case needs guarding.
    const terms = graph.node('Mul', [probs, logProbs]);
    // A product with ones, not ReduceSum, which adds up in an order that follows from where a row happens to lie.
    const ones = graph.constant({ shape: [classes, 1], data: new Float32Array(classes).fill(1) });
    const perDraw = graph.node('MatMul', [terms, ones]);
    const mean = graph.node('ReduceMean', [perDraw], { axes: [0, 2], keepdims: 0 });
    graph.node('Neg', [mean], {}, 'expectedEntropyN');
  },

  answer(graph) {
    const probs = graph.node('Identity', ['meanProbsNC'], {}, 'probabilities');
    graph.node(
      'Gather',
      ['classes', graph.node('ArgMax', [probs], { axis: 1, keepdims: 0 })],
      { axis: 0 },
      'prediction',
    );
    const terms = graph.node('ReduceSum', [xlogx(graph, probs), graph.ints([1])], { keepdims: 0 });
    const total = graph.node('Neg', [terms], {}, 'total');
    const aleatoric = graph.node('Identity', ['expectedEntropyN'], {}, 'aleatoric');
    graph.node('Relu', [graph.node('Sub', [total, aleatoric])], {}, 'epistemic');
  },
};

function targetsOf(labels: Labels, count: number, classes: number): tf.Tensor2D {
  if (labels instanceof Int32Array)
    return tf.reshape(tf.oneHot(tf.tensor1d(labels, 'int32'), classes), [count, classes]);
  return tf.tensor2d(labels, [count, classes]);
}
