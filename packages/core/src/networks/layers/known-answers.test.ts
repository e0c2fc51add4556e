import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { startBackend } from '../../tensors/index.js';
import { kindOf, type LayerSpec } from './index.js';

beforeAll(async () => {
  await startBackend();
});

/** What a layer makes of an input, with weights as they are given. */
function outputOf(spec: LayerSpec, input: tf.TensorLike, weights: tf.TensorLike[] = [], isTraining = false) {
  const tensors = weights.map((values) => tf.tensor(values));
  return kindOf(spec).forward(spec, tf.tensor(input), tensors, { isTraining }).output.arraySync();
}

it('known answer of rescale: x·scale + shift', () => {
  expect(outputOf({ type: 'rescale', scale: 2, shift: 1 }, [[0, 3]])).toEqual([[1, 7]]);
});

it('known answer of standardize: (x − mean)·scale, by the mean and deviation of the records of the fit', () => {
  const spec: LayerSpec = { type: 'standardize' };
  expect(
    outputOf(
      spec,
      [[3, 10]],
      [
        [1, 10],
        [0.5, 4],
      ],
    ),
  ).toEqual([[1, 0]]);
  const features = { dtype: 'float32', shape: [2], count: 2, data: Float32Array.of(1, 5, 5, 5) } as const;
  const measured = kindOf(spec).measure!(spec, [2], {
    features: { ...features, shape: [2] },
    labels: new Int32Array(2),
  });
  // 1 and 5 have mean 3 and deviation 2; what is 5 throughout is centred and not stretched.
  expect(measured).toEqual([Float32Array.of(3, 5), Float32Array.of(0.5, 1)]);
});

it('known answer of dense: x W + b', () => {
  const [kernel, bias] = [
    [
      [1, 2, 3],
      [4, 5, 6],
    ],
    [0.5, 0, -1],
  ];
  expect(outputOf({ type: 'dense', units: 3 }, [[1, 10]], [kernel!, bias!])).toEqual([[41.5, 52, 62]]);
});

it('known answer of relu: max(x, 0)', () => {
  expect(outputOf({ type: 'relu' }, [[-1, 0, 2]])).toEqual([[0, 0, 2]]);
});

it('known answer of flatten: rows, columns and channels in one row', () => {
  const picture = [
    [
      [1, 2],
      [3, 4],
    ],
  ];
  expect(outputOf({ type: 'flatten' }, [picture])).toEqual([[1, 2, 3, 4]]);
});

it('known answer of max-pool: the largest of each square, without what is left over at the edge', () => {
  const picture = [
    [[1], [2], [9]],
    [[4], [3], [9]],
  ];
  expect(outputOf({ type: 'max-pool', size: 2 }, [picture])).toEqual([[[[4]]]]);
});

it('known answer of dropout: the mask that is given, times the input, and the input itself at rate 0 or without chance', () => {
  const spec: LayerSpec = { type: 'dropout', rate: 0.5 };
  const { output } = kindOf(spec).forward(spec, tf.tensor([[3, 5]]), [], { mask: tf.tensor([[2, 0]]) });
  expect(output.arraySync()).toEqual([[6, 0]]);
  expect(outputOf(spec, [[3, 5]])).toEqual([[3, 5]]);
});

it('known answer of gaussian-head: means in the units of the targets, and log variances with them', () => {
  // Targets of mean 10 and deviation 2, whose noise is e⁻¹ in standardised units: 10 + 2·1.5, and ln 4 − 1.
  expect(outputOf({ type: 'gaussian-head', noise: 'learned' }, [[1.5]], [[10], [2], [-1]])).toEqual([
    [expect.closeTo(13, 6), expect.closeTo(Math.log(4) - 1, 6)],
  ]);
  const known = [expect.closeTo(10, 6), expect.closeTo(Math.log(9), 6)];
  expect(outputOf({ type: 'gaussian-head', noise: 3 }, [[0]], [[10], [2]])).toEqual([known]);
});
