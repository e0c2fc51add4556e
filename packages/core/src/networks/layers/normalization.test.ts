import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { random, startBackend } from '../../tensors/index.js';
import { sizeOf } from '../../tensors/state.js';
import { listTestBackends } from '../../tensors/test-backends.js';
import { kindOf } from './index.js';

const batchNorm = { type: 'batch-norm' } as const;
const layerNorm = { type: 'layer-norm' } as const;
const [batch, layer] = [kindOf(batchNorm), kindOf(layerNorm)];
const TRAINING = { isTraining: true };

const normals = (shape: number[], seed: number) => {
  const stream = random(seed);
  return tf.tensor(
    Float32Array.from({ length: sizeOf(shape) }, () => stream.normal()),
    shape,
  );
};
const expectClose = (tensor: tf.Tensor, values: number[]) => {
  const own = Array.from(tensor.dataSync());
  expect(own).toHaveLength(values.length);
  own.forEach((value, i) => {
    expect(value).toBeCloseTo(values[i]!, 3);
  });
};
/** Gain 2, 3 and shift 1, −1; running mean 5, 0 and variance 4, 9. */
const weights = () => [tf.tensor([2, 3]), tf.tensor([1, -1]), tf.tensor([5, 0]), tf.tensor([4, 9])];

describe.each(await listTestBackends())('on %s', (backend) => {
  beforeAll(async () => {
    await startBackend({ prefer: backend });
  });

  describe('batch normalisation', () => {
    // The first channel has mean 3 and variance 4, the second is constant.
    const input = () => tf.tensor([1, 7, 5, 7], [2, 2]);

    it('known answer of batch-norm: it takes mean and variance of the minibatch in training, and gives them as statistics', () => {
      const { output, statistics } = batch.forward(batchNorm, input(), weights(), TRAINING);
      expectClose(output, [-1, -1, 3, -1]);
      expect(statistics!.slice(0, 2)).toEqual([null, null]);
      expectClose(statistics![2]!, [3, 7]);
      expectClose(statistics![3]!, [8, 0]);
    });

    it('takes the running ones otherwise, and measures nothing', () => {
      const { output, statistics } = batch.forward(batchNorm, input(), weights(), {});
      expectClose(output, [-3, 6, 1, 6]);
      expect(statistics).toBeUndefined();
    });

    it('measures the pixels of all pictures together, channel by channel', () => {
      const pictures = tf.tensor([0, 1, 2, 1, 4, 3, 6, 3], [2, 2, 1, 2]);
      const { statistics } = batch.forward(batchNorm, pictures, weights(), TRAINING);
      expectClose(statistics![2]!, [3, 2]);
      expectClose(statistics![3]!, [20 / 3, 4 / 3]);
    });

    it('takes the running ones for a minibatch of one value, and the pixels of a single picture', () => {
      const one = batch.forward(batchNorm, tf.tensor([7, 3], [1, 2]), weights(), TRAINING);
      expectClose(one.output, [3, 2]);
      expect(one.statistics).toBeUndefined();
      expectClose(one.backward(tf.tensor([1, 1], [1, 2]), true).input!, [1, 1]);
      const picture = batch.forward(batchNorm, tf.tensor([1, 7, 5, 7], [1, 2, 1, 2]), weights(), TRAINING);
      expectClose(picture.output, [-1, -1, 3, -1]);
    });
  });

  describe('layer normalisation', () => {
    it('known answer of layer-norm: it takes mean and variance of each record, and gain and shift of the last axis', () => {
      const rows = tf.tensor([1, 5, 7, 7], [2, 2]);
      expectClose(layer.forward(layerNorm, rows, weights().slice(0, 2), {}).output, [-1, 2, 1, -1]);
      // Mean 4 and variance 5 over the four values of the picture.
      const picture = tf.tensor([1, 3, 5, 7], [1, 2, 1, 2]);
      const [a, b] = [3 / Math.sqrt(5), 1 / Math.sqrt(5)];
      const expected = [1 - 2 * a, -1 - 3 * b, 1 + 2 * b, -1 + 3 * a];
      expectClose(layer.forward(layerNorm, picture, weights().slice(0, 2), {}).output, expected);
    });

    it('makes a record of a single value its shift', () => {
      const { output, backward } = layer.forward(
        layerNorm,
        tf.tensor([7], [1, 1]),
        [tf.tensor([2]), tf.tensor([4])],
        {},
      );
      expectClose(output, [4]);
      expectClose(backward(tf.tensor([1], [1, 1]), true).input!, [0]);
    });
  });

  describe.each([
    [batchNorm, 'in training', TRAINING],
    [batchNorm, 'in use', {}],
    [layerNorm, 'in training', TRAINING],
  ] as const)('$type %s', (spec, _, run) => {
    const kind = kindOf(spec);

    it.each([[[4, 3]], [[3, 2, 3, 2]]])('has the gradients that small steps show, for %j', (shape) => {
      const learned = kind.weights(spec, shape.slice(1)).map((w, i) => tf.add(tf.abs(normals(w.shape, 2 + i)), 0.5));
      const tensors = [normals(shape, 1), ...learned];
      const upstream = normals(shape, 9);
      const lossAt = ([x, ...own]: tf.Tensor[]) =>
        tf.sum(tf.mul(kind.forward(spec, x!, own, run).output, upstream)).dataSync()[0]!;
      const { input, weights: ofWeights } = kind.forward(spec, tensors[0]!, learned, run).backward(upstream, true);
      [input!, ...ofWeights].forEach((gradient, place) => {
        if (!gradient) return;
        const { shape: own } = tensors[place]!;
        expect(gradient.shape).toEqual(own);
        const values = tensors[place]!.dataSync<'float32'>();
        const moved = (i: number, by: number) => {
          const changed = values.map((v, at) => (at === i ? v + by : v));
          return lossAt(tensors.map((tensor, at) => (at === place ? tf.tensor(changed, own) : tensor)));
        };
        const claimed = gradient.dataSync();
        for (let i = 0; i < values.length; i++) {
          expect(claimed[i]).toBeCloseTo((moved(i, 1e-2) - moved(i, -1e-2)) / 2e-2, 2);
        }
      });
    });

    it.each([[[4, 3]], [[3, 2, 3, 2]]])('squares what each record contributes, for %j', (shape) => {
      const learned = kind.weights(spec, shape.slice(1)).map((w, i) => tf.add(tf.abs(normals(w.shape, 2 + i)), 0.5));
      const upstream = normals(shape, 9);
      const { backward, squares } = kind.forward(spec, normals(shape, 1), learned, run);
      const claimed = squares!(upstream);
      expect(claimed.slice(2).every((each) => each === null)).toBe(true);
      let sums: tf.Tensor[] = [tf.zeros([shape.at(-1)!]), tf.zeros([shape.at(-1)!])];
      for (let n = 0; n < shape[0]!; n++) {
        const only = tf.mul(upstream, tf.reshape(tf.oneHot([n], shape[0]!), [-1, ...shape.slice(1).map(() => 1)]));
        const own = backward(only, false).weights;
        sums = sums.map((sum, w) => tf.add(sum, tf.square(own[w]!)));
      }
      for (const [w, sum] of sums.entries()) expectClose(claimed[w]!, Array.from(sum.dataSync()));
    });
  });
});
