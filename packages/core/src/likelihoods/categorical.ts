import * as tf from '@tensorflow/tfjs-core';
import { entropy, logMeanExp } from '../tensors/entropy.js';
import type { Likelihood } from './likelihood.js';

/** One of C classes: p(y|x,θ) = softmax of the outputs. */
export const categorical: Likelihood = {
  id: 'categorical',
  title: 'One of several classes',

  loss(outputsNO, labelsN) {
    const logProbs = tf.logSoftmax(outputsNO);
    const target = tf.oneHot(tf.tensor1d(labelsN, 'int32'), outputsNO.shape[1]);
    const loss = tf.neg(tf.div(tf.sum(tf.mul(logProbs, target)), labelsN.length)) as tf.Scalar;
    const gradient = tf.div(tf.sub(tf.exp(logProbs), target), labelsN.length) as tf.Tensor2D;
    return { loss, gradient };
  },

  summarize({ samples, count, classes, logProbsSNC }) {
    const meanProbsNC = new Float32Array(count * classes);
    const expectedEntropyN = new Float32Array(count);
    const column = new Float64Array(samples);
    const row = new Float64Array(classes);
    for (let n = 0; n < count; n++) {
      for (let c = 0; c < classes; c++) {
        for (let s = 0; s < samples; s++) column[s] = logProbsSNC[(s * count + n) * classes + c]!;
        meanProbsNC[n * classes + c] = Math.exp(logMeanExp(column));
      }
      let sum = 0;
      for (let s = 0; s < samples; s++) {
        for (let c = 0; c < classes; c++) row[c] = Math.exp(logProbsSNC[(s * count + n) * classes + c]!);
        sum += entropy(row);
      }
      expectedEntropyN[n] = sum / samples;
    }
    return { count, classes, samples, meanProbsNC, expectedEntropyN };
  },

  emit(graph, outputs, classes) {
    const split = graph.node('Reshape', [outputs, graph.ints([graph.samples, -1, classes])]);
    const logProbs = graph.node('LogSoftmax', [split], { axis: 2 }, 'logProbs');
    const logSum = graph.node('ReduceLogSumExp', [logProbs], { axes: [0], keepdims: 0 });
    const logMean = graph.node('Sub', [logSum, graph.scalar(Math.log(graph.samples))]);
    graph.node('Exp', [logMean], {}, 'meanProbs');
    // exp of a log-probability of −100 is 0 in float32, and 0 · −100 is 0: no case needs guarding.
    const terms = graph.node('Mul', [graph.node('Exp', [logProbs]), logProbs]);
    const perDraw = graph.node('ReduceSum', [terms, graph.ints([2])], { keepdims: 0 });
    graph.node('Neg', [graph.node('ReduceMean', [perDraw], { axes: [0], keepdims: 0 })], {}, 'expectedEntropy');
  },
};
