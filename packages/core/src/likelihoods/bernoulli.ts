import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import { ANSWERS } from './answers.js';
import { xlogx } from './emit-entropy.js';
import { checkRange, checkWidth } from './labels.js';
import { type BernoulliSummary, type Likelihood, normalized } from './likelihood.js';
import { summarizeLabels } from './summaries.js';
import { temperatureOfLabels } from './temperature.js';

/** Any number of C labels, each for itself: p(y_c = 1|x,θ) = σ(output c). Labels are [N, C] in [0, 1]. */
export const bernoulli: Likelihood<BernoulliSummary> = {
  id: 'bernoulli',
  title: 'Any number of labels',
  description: 'Each label holds or does not hold, whatever the others do.',
  source: 'Bishop 2006, section 4.3.2',
  options: z.object({}),
  head: (classes) => ({ units: classes, layers: [] }),
  classesOf: (outputs) => outputs,
  parts: { meanProbsNC: 'classes', expectedEntropyNC: 'classes' },

  answers: ANSWERS.bernoulli,

  pack: (targets) => Float32Array.from(targets.flat()),
  check(labels, count, outputs) {
    checkWidth(labels, count, outputs);
    checkRange(labels, count, [0, 1], 'a label is 1 where it holds, 0 where it does not, or a share between.');
  },

  /** A label that holds counts `classWeights[c]`-fold; balanced: as often as it is missing. */
  weigh(labels, count, classes, classWeights) {
    const held = new Float64Array(classes);
    for (let at = 0; at < labels.length; at++) held[at % classes] = held[at % classes]! + labels[at]!;
    const weightOf = (c: number) =>
      classWeights === 'balanced' ? (held[c]! > 0 ? (count - held[c]!) / held[c]! : 1) : (classWeights[c] ?? 1);
    const factors = Array.from({ length: classes }, (_, c) => weightOf(c));
    return normalized(Float32Array.from(labels, (y, at) => 1 - y + y * factors[at % classes]!));
  },

  loss(outputsNO, labels, weights) {
    const [count, classes] = outputsNO.shape;
    const target = tf.tensor2d(Float32Array.from(labels), [count, classes]);
    const scale = weights ? tf.div(tf.tensor2d(weights, [count, classes]), count) : 1 / count;
    // −ln p = softplus(f) − y·f
    const terms = tf.sub(softplus(outputsNO), tf.mul(target, outputsNO));
    const gradient = tf.mul<tf.Tensor2D>(tf.sub(tf.sigmoid(outputsNO), target), scale);
    return { loss: tf.sum<tf.Scalar>(tf.mul(terms, scale)), gradient };
  },

  /** diag p(1 − p). */
  curvature(outputsNO) {
    const [count, classes] = outputsNO.shape;
    const probs = tf.sigmoid(outputsNO);
    const variance = tf.mul(probs, tf.sub(1, probs));
    return tf.mul(tf.reshape(variance, [count, classes, 1]), tf.eye(classes));
  },

  summarize(predictions) {
    const { meanProbsNC, expectedEntropyNC, ...rest } = summarizeLabels(predictions);
    return {
      ...rest,
      meanProbsNC: Float32Array.from(meanProbsNC),
      expectedEntropyNC: Float32Array.from(expectedEntropyNC),
    };
  },

  temperatureOf: temperatureOfLabels,
  temper: (graph, value, _outputs, temperature) => graph.node('Div', [value, graph.scalar(temperature)]),

  emit(graph, value, classes) {
    const logits = graph.node('Reshape', [value, graph.ints([graph.samples, -1, classes])], {}, 'outputs');
    const probs = graph.node('Sigmoid', [logits]);
    graph.node('ReduceMean', [probs], { axes: [0], keepdims: 0 }, 'meanProbsNC');
    // H = softplus(f) − p·f, which needs no logarithm of a probability; |f| keeps both terms small.
    const size = graph.node('Abs', [logits]);
    const tail = graph.node('Neg', [size]);
    const most = graph.node('Log', [graph.node('Add', [graph.scalar(1), graph.node('Exp', [tail])])]);
    const rest = graph.node('Mul', [graph.node('Sigmoid', [tail]), size]);
    graph.node('ReduceMean', [graph.node('Add', [most, rest])], { axes: [0], keepdims: 0 }, 'expectedEntropyNC');
  },

  answer(graph) {
    const probs = graph.node('Identity', ['meanProbsNC'], {}, 'probabilities');
    graph.node('GreaterOrEqual', [probs, graph.scalar(0.5)], {}, 'prediction');
    const others = graph.node('Sub', [graph.scalar(1), probs]);
    const terms = graph.node('Add', [xlogx(graph, probs), xlogx(graph, others)]);
    const total = graph.node('Neg', [terms], {}, 'total');
    const aleatoric = graph.node('Identity', ['expectedEntropyNC'], {}, 'aleatoric');
    graph.node('Relu', [graph.node('Sub', [total, aleatoric])], {}, 'epistemic');
  },
};

/** ln(1 + eˣ), exact for large |x| too. */
const softplus = (x: tf.Tensor2D) => tf.add(tf.relu(x), tf.log1p(tf.exp(tf.neg(tf.abs(x)))));
