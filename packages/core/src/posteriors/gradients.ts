import * as tf from '@tensorflow/tfjs-core';
import type { Labels } from '../likelihoods/labels.js';
import { forward, type NetworkRun, toTensor } from '../networks/network.js';
import type { Features } from '../tensors/features.js';
import type { State } from '../tensors/state.js';
import type { Problem } from './posterior.js';

/** Records of one step. */
export interface Minibatch {
  features: Features;
  labels: Labels;
  /** What each counts for, as the likelihood weighs them. */
  weights?: Float32Array;
}

/** How the loss of a minibatch is taken. */
export interface GradientRun extends Omit<NetworkRun, 'masks'> {
  /** Also Σ_i g_i² over the records, where g_i is the gradient of record i's own loss. */
  squares?: boolean;
  /**
   * Adds the loss at the records moved by ± this much, feature by feature, to where the loss grows (fast gradient sign;
   * Goodfellow et al. 2015, arXiv:1412.6572), in the units of the features; both count half.
   */
  adversarial?: Float32Array;
}

const KINDS = ['gradients', 'squares', 'variances', 'statistics'] as const;

/** Of one minibatch, on plain arrays. */
export interface LossGradients {
  /** Mean over the records in nats. */
  loss: number;
  gradients: Record<string, Float32Array>;
  squares: Record<string, Float32Array>;
  /** With respect to the variances of the weights, from layers that are run with noise on their outputs. */
  variances: Record<string, Float32Array>;
  /** What the minibatch says of the statistics of normalisation. */
  statistics: Record<string, Float32Array>;
}

/** Mean loss of a minibatch and its gradients, by the keys of the network's weights. No tensor outlives it. */
export function gradientsOf(
  { network, likelihood }: Pick<Problem, 'network' | 'likelihood'>,
  weights: State,
  { features, labels, weights: recordWeights }: Minibatch,
  { squares = false, adversarial, ...run }: GradientRun = {},
): LossGradients {
  const { count, shape, data } = features;
  const results = tf.tidy(() => {
    const input = tf.tensor(Float32Array.from(data), [count, ...shape]);
    const tensors = Object.fromEntries(Object.entries(weights).map(([key, value]) => [key, toTensor(value)]));
    const pass = (x: tf.Tensor, input: boolean) => {
      const { output, statistics, backward } = forward(network, x, tensors, run);
      const { loss, gradient } = likelihood.loss(output, labels, recordWeights);
      return { loss, statistics, ...backward(gradient, { squares, input }) };
    };
    const first = pass(input, adversarial !== undefined);
    if (!adversarial) return prefixed(first);
    const step = tf.mul(tf.sign(first.input!), tf.tensor(adversarial, shape));
    const second = pass(tf.add(input, step), false);
    const half = <Of extends tf.Tensor>(a: Of, b: Of) => tf.mul<Of>(0.5, tf.add(a, b));
    const gradients = Object.entries(first.gradients).map(([key, g]) => [key, half(g, second.gradients[key]!)]);
    return prefixed({
      ...first,
      loss: half(first.loss, second.loss),
      gradients: Object.fromEntries(gradients),
    });
  });
  const result: LossGradients = {
    loss: Number.NaN,
    gradients: {},
    squares: {},
    variances: {},
    statistics: {},
  };
  for (const [name, tensor] of Object.entries(results)) {
    const [kind, key] = name.split('/') as ['loss' | (typeof KINDS)[number], string];
    const values = tensor.dataSync<'float32'>();
    if (kind === 'loss') result.loss = values[0]!;
    // The loss is a mean: a record's own gradient is N times what it contributes.
    else if (kind === 'squares') result.squares[key] = values.map((v) => v * count * count);
    else result[kind][key] = values;
  }
  tf.dispose(results);
  return result;
}

/** One flat record, which is what may leave `tidy`. */
function prefixed(
  pass: { loss: tf.Tensor } & Record<(typeof KINDS)[number], Record<string, tf.Tensor>>,
): Record<string, tf.Tensor> {
  const result: Record<string, tf.Tensor> = { loss: pass.loss };
  for (const kind of KINDS) for (const [key, tensor] of Object.entries(pass[kind])) result[`${kind}/${key}`] = tensor;
  return result;
}

/** The mean of several takes of loss and gradients, such as at draws of the weights. */
export function averageOf(takes: number, take: () => LossGradients): LossGradients {
  const sum = take();
  for (let t = 1; t < takes; t++) {
    const own = take();
    sum.loss += own.loss;
    for (const kind of KINDS) {
      for (const [key, values] of Object.entries(own[kind])) {
        const into = sum[kind][key]!;
        for (let i = 0; i < into.length; i++) into[i] = into[i]! + values[i]!;
      }
    }
  }
  if (takes === 1) return sum;
  sum.loss /= takes;
  for (const kind of KINDS)
    for (const values of Object.values(sum[kind]))
      for (let i = 0; i < values.length; i++) values[i] = values[i]! / takes;
  return sum;
}

/** Mean loss of records that are not trained on, of the plain network. Rows go through in pieces. */
export function lossOf(
  { network, likelihood }: Pick<Problem, 'network' | 'likelihood'>,
  weights: State,
  { features, labels, weights: recordWeights }: Minibatch,
): number {
  const ROWS = 512;
  const size = features.data.length / features.count;
  const width = labels.length / features.count;
  const each = (recordWeights?.length ?? 0) / features.count;
  return tf.tidy(() => {
    const tensors = Object.fromEntries(Object.entries(weights).map(([key, value]) => [key, toTensor(value)]));
    let sum = 0;
    for (let at = 0; at < features.count; at += ROWS) {
      const to = Math.min(features.count, at + ROWS);
      const rows = Float32Array.from(features.data.subarray(at * size, to * size));
      sum += tf.tidy(() => {
        const { output } = forward(network, tf.tensor(rows, [to - at, ...features.shape]), tensors);
        const own = recordWeights?.subarray(at * each, to * each);
        const { loss } = likelihood.loss(output, labels.subarray(at * width, to * width), own);
        return loss.dataSync()[0]! * (to - at);
      });
    }
    return sum / features.count;
  });
}
