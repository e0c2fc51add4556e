import * as tf from '@tensorflow/tfjs-core';
import { columnMoments } from '../../tensors/moments.js';
import { inOrder, settle } from '../drawn-value.js';
import type { GraphBuilder } from '../graph-builder.js';
import type { LayerKind } from '../layer.js';

/** Options of `gaussian-head`. */
export interface GaussianHead {
  type: 'gaussian-head';
  /** `learned`: one variance a target; `each`: one a record and target; a number: the known standard deviation. */
  noise: 'learned' | 'each' | number;
}

/** Keeps a variance away from zero: softplus(·) + 1e-6 (Lakshminarayanan et al. 2017, arXiv:1612.01474, section 2.2.1). */
const LEAST = 1e-6;

/**
 * The end of a regression network: [N, T], or [N, 2T] where the noise is each record's own, become [N, 2T]: T means and T
 * log variances in the units of the targets. Inside, targets are standardised: mean·scale + shift leaves this layer, and
 * the gradients of the negative log-likelihood are the same in both units.
 */
export const gaussianHead: LayerKind<GaussianHead, tf.Tensor2D, [tf.Tensor1D, tf.Tensor1D, tf.Tensor1D]> = {
  outputShape: ({ noise }, [inputs = 0]) => [noise === 'each' ? inputs : 2 * inputs],
  weights: ({ noise }, [inputs = 0]) => {
    const shape = [noise === 'each' ? inputs / 2 : inputs];
    return [
      { name: 'shift', shape, fanIn: 0, role: 'statistic' },
      { name: 'scale', shape, fanIn: 0, initial: 1, role: 'statistic' },
      ...(noise === 'learned' ? [{ name: 'logVariance', shape, fanIn: 0, role: 'point' as const }] : []),
    ];
  },
  /** `learned` is there where the noise is. */
  forward: ({ noise }, x, [shift, scale, learned]) => {
    const targets = shift.shape[0];
    const [raw, rawVariance] = noise === 'each' ? tf.split(x, 2, 1) : [x];
    const mean = tf.add<tf.Tensor2D>(tf.mul(raw!, scale), shift);
    const unit = tf.mul(2, tf.log(scale));
    const variance = rawVariance && tf.add(tf.softplus(rawVariance), LEAST);
    const logVariance = variance
      ? tf.add<tf.Tensor2D>(tf.log(variance), unit)
      : tf.add<tf.Tensor2D>(
          tf.zerosLike(mean),
          typeof noise === 'number' ? 2 * Math.log(noise) : tf.add(learned, unit),
        );
    return {
      output: tf.concat<tf.Tensor2D>([mean, logVariance], 1),
      backward: (gradient) => {
        const dMean = tf.mul(tf.slice(gradient, [0, 0], [-1, targets]), scale);
        const dLog = tf.slice(gradient, [0, targets], [-1, targets]);
        const dRaw = variance && tf.div(tf.mul(dLog, tf.sigmoid(rawVariance!)), variance);
        return {
          input: dRaw ? tf.concat([dMean, dRaw], 1) : dMean,
          weights: [null, null, ...(noise === 'learned' ? [tf.sum(dLog, 0)] : [])],
        };
      },
      squares: (gradient) => [
        null,
        null,
        ...(noise === 'learned' ? [tf.sum(tf.square(tf.slice(gradient, [0, targets], [-1, targets])), 0)] : []),
      ],
    };
  },
  emit: ({ noise }, graph, unsettled, { shared, drawn }) => {
    const input = inOrder(graph, settle(graph, unsettled));
    const [shift, scale, learned] = drawn ?? shared!;
    const targets = shift.shape.at(-1)!;
    const parts = drawn ? graph.samples : 1;
    const flat = drawn && !input.isDrawn ? repeated(graph, input.name) : input.name;
    // [parts, N, inputs] meets [parts, 1, T].
    const split = graph.node('Reshape', [flat, graph.ints([parts, -1, input.shape[0]!])]);
    const row = (data: Float32Array) => graph.constant({ shape: [parts, 1, targets], data });
    const slice = (from: number, to: number) =>
      graph.node('Slice', [split, graph.ints([from]), graph.ints([to]), graph.ints([2])]);
    const raw = noise === 'each' ? slice(0, targets) : split;
    const mean = graph.node('Add', [graph.node('Mul', [raw, row(scale.data)]), row(shift.data)]);
    const unit = scale.data.map((value) => 2 * Math.log(value));
    let logVariance: string;
    if (noise === 'each') {
      const softplus = graph.node('Softplus', [slice(targets, 2 * targets)]);
      const variance = graph.node('Add', [softplus, graph.scalar(LEAST)]);
      logVariance = graph.node('Add', [graph.node('Log', [variance]), row(unit)]);
    } else {
      const known = unit.map((u, i) => (noise === 'learned' ? learned.data[i]! + u : 2 * Math.log(noise)));
      logVariance = graph.node('Add', [graph.node('Mul', [mean, graph.scalar(0)]), row(known)]);
    }
    const both = graph.node('Concat', [mean, logVariance], { axis: 2 });
    const name = graph.node('Reshape', [both, graph.ints([-1, 2 * targets])]);
    return { name, isDrawn: input.isDrawn || Boolean(drawn), isPlanes: false, shape: [2 * targets] };
  },
  measure: ({ noise }, _, { features, labels }) => {
    const targets = labels.length / features.count;
    const { mean, deviation } = columnMoments(labels, features.count, targets);
    const scale = Float32Array.from(deviation, (sd) => (sd > 0 ? sd : 1));
    return [Float32Array.from(mean), scale, ...(noise === 'learned' ? [null] : [])];
  },
};

const repeated = (graph: GraphBuilder, name: string) =>
  graph.node('Concat', Array<string>(graph.samples).fill(name), { axis: 0 });
