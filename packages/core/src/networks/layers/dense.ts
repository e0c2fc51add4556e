import * as tf from '@tensorflow/tfjs-core';
import { CoreError } from '../../errors.js';
import type { HostTensor } from '../../tensors/state.js';
import type { DrawnValue } from '../drawn-value.js';
import type { GraphBuilder } from '../graph-builder.js';
import { foldMask, permuteRows, repeat } from '../kernels.js';
import type { LayerKind } from '../layer.js';

/** Options of `dense`. */
export interface Dense {
  type: 'dense';
  units: number;
}

/** x·W + b. */
export const dense: LayerKind<Dense, tf.Tensor2D, [tf.Tensor2D, tf.Tensor1D]> = {
  isLinear: true,
  outputShape: ({ units }, shape) => {
    if (shape.length !== 1) {
      throw new CoreError('shape_mismatch', `A dense layer takes rows, not values of shape [${shape}]. Flatten first.`);
    }
    return [units];
  },
  weights: ({ units }, [inputs = 0]) => [
    { name: 'kernel', shape: [inputs, units], fanIn: inputs },
    { name: 'bias', shape: [units], fanIn: 0 },
  ],
  forward: (_, x, [kernel, bias]) => ({
    output: tf.add(tf.matMul(x, kernel), bias),
    backward: (dy, needsInput) => ({
      ...(needsInput ? { input: tf.matMul(dy, kernel, false, true) } : {}),
      weights: [tf.matMul(x, dy, true, false), tf.sum(dy, 0)],
    }),
    // A record's gradient is the outer product x·dyᵀ, whose square is the outer product of the squares.
    squares: (dy) => {
      const square = tf.square(dy);
      return [tf.matMul(tf.square(x), square, true, false), tf.sum(square, 0)];
    },
  }),
  emit: (_, graph, input, { shared, drawn }) => {
    const { folded, ...value } = input;
    if (!drawn && !folded) {
      const [kernel, bias] = shared!;
      const product = graph.node('MatMul', [value.name, graph.constant(permuteRows(kernel, value.order))]);
      return {
        ...value,
        name: graph.node('Add', [product, graph.constant(bias)]),
        shape: bias.shape,
        order: undefined,
      };
    }
    const kernels = drawn?.[0] ?? repeat(shared![0], graph.samples);
    const masked = permuteRows(folded ? foldMask(kernels, folded) : kernels, value.order);
    const bias = drawn ? asRow(drawn[1]) : shared![1];
    return { name: emitDrawn(graph, value, masked, bias), isDrawn: true, isPlanes: false, shape: [kernels.shape[2]!] };
  },
};

/** [S, H] → [S, 1, H], to be added to [S, N, H]. */
const asRow = ({ shape, data }: HostTensor): HostTensor => ({ shape: [shape[0]!, 1, shape[1]!], data });

/**
 * One product for all draws. From an input that they share it is a single wide matrix, [N, D]·[D, S·H], which keeps the
 * processor far busier than S narrow ones.
 */
function emitDrawn(graph: GraphBuilder, input: DrawnValue, kernels: HostTensor, bias: HostTensor): string {
  const [samples = 0, inputs = 0, units = 0] = kernels.shape;
  let product: string;
  if (input.isDrawn) {
    const rows = graph.node('Reshape', [input.name, graph.ints([samples, -1, inputs])]);
    product = graph.node('MatMul', [rows, graph.constant(kernels)]);
  } else {
    const wide = graph.node('MatMul', [input.name, graph.constant(sideBySide(kernels))]);
    const split = graph.node('Reshape', [wide, graph.ints([-1, samples, units])]);
    product = graph.node('Transpose', [split], { perm: [1, 0, 2] });
  }
  const shifted = graph.node('Add', [product, graph.constant(bias)]);
  return graph.node('Reshape', [shifted, graph.ints([-1, units])]);
}

/** [S, D, H] → [D, S·H]. */
function sideBySide({ shape, data }: HostTensor): HostTensor {
  const [samples = 0, inputs = 0, units = 0] = shape;
  const wide = new Float32Array(data.length);
  for (let s = 0; s < samples; s++)
    for (let d = 0; d < inputs; d++) {
      const at = (s * inputs + d) * units;
      wide.set(data.subarray(at, at + units), d * samples * units + s * units);
    }
  return { shape: [inputs, samples * units], data: wide };
}
