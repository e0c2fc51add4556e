import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { random, startBackend } from '../../tensors/index.js';
import { sizeOf } from '../../tensors/state.js';
import { listTestBackends } from '../../tensors/test-backends.js';
import { kindOf, type LayerSpec } from './index.js';

const CASES: [LayerSpec, number[]][] = [
  [{ type: 'rescale', scale: 1 / 255, shift: -0.5 }, [3, 3, 2]],
  [{ type: 'conv2d', filters: 3, kernel: 4 }, [7, 6, 2]],
  [{ type: 'conv2d', filters: 3, kernel: 4, padding: 'same' }, [5, 6, 2]],
  [{ type: 'conv2d', filters: 2, kernel: 3, padding: 'same' }, [2, 4, 3]],
  [{ type: 'relu' }, [3, 3, 2]],
  [{ type: 'max-pool', size: 2 }, [5, 4, 2]],
  [{ type: 'flatten' }, [3, 3, 2]],
  [{ type: 'dense', units: 4 }, [6]],
];

const normals = (shape: number[], seed: number) => {
  const stream = random(seed);
  return tf.tensor(
    Float32Array.from({ length: sizeOf(shape) }, () => stream.normal()),
    shape,
  );
};

describe.each(await listTestBackends())('on %s', (backend) => {
  beforeAll(async () => {
    await startBackend({ prefer: backend });
  });

  it.each(CASES)('%o has the gradients that small steps show', (spec, shape) => {
    const kind = kindOf(spec);
    const input = normals([2, ...shape], 1);
    const weights = kind.weights(spec, shape).map((w, i) => normals(w.shape, 2 + i));
    const { output, backward } = kind.forward(spec, input, weights, {});
    expect(output.shape).toEqual([2, ...kind.outputShape(spec, shape)]);
    const upstream = normals(output.shape, 9);
    const gradients = backward(upstream, true);
    const lossAt = (x: tf.Tensor, w: tf.Tensor[]) =>
      tf.sum(tf.mul(kind.forward(spec, x, w, {}).output, upstream)).dataSync()[0]!;
    const check = (
      tensor: tf.Tensor,
      gradient: tf.Tensor,
      replace: (changed: tf.Tensor) => [tf.Tensor, tf.Tensor[]],
    ) => {
      expect(gradient.shape).toEqual(tensor.shape);
      const values = tensor.dataSync<'float32'>();
      const claimed = gradient.dataSync();
      const step = 1e-2;
      for (let i = 0; i < values.length; i += Math.max(1, Math.floor(values.length / 12))) {
        const moved = (by: number) =>
          lossAt(
            ...replace(
              tf.tensor(
                values.map((v, at) => (at === i ? v + by : v)),
                tensor.shape,
              ),
            ),
          );
        expect(claimed[i]).toBeCloseTo((moved(step) - moved(-step)) / (2 * step), 1);
      }
    };
    check(input, gradients.input!, (x) => [x, weights]);
    weights.forEach((w, i) => {
      check(w, gradients.weights[i]!, (changed) => [input, weights.map((other, at) => (at === i ? changed : other))]);
    });
  });

  it.each([
    ['valid', 3],
    ['same', 3],
    ['same', 4],
  ] as const)('known answer of conv2d: it and its gradients equal the built-in ones (%s, %i)', (padding, side) => {
    const spec: LayerSpec = { type: 'conv2d', filters: 3, kernel: side, padding };
    const input = tf.reshape<tf.Rank.R4>(normals([2, 8, 8, 2], 1), [2, 8, 8, 2]);
    const kernel = tf.reshape<tf.Rank.R4>(normals([side, side, 2, 3], 2), [side, side, 2, 3]);
    const { output, backward } = kindOf(spec).forward(spec, input, [kernel, tf.zeros([3])], {});
    const upstream = normals(output.shape, 3);
    const ours = backward(upstream, true);
    const theirOutput = tf.conv2d(input, kernel, 1, padding);
    expect(tf.max(tf.abs(tf.sub(output, theirOutput))).dataSync()[0]).toBeLessThan(1e-4);
    if (tf.getBackend() !== 'tensorflow') return; // WebAssembly has no built-in kernel gradient to compare with
    const four = (tensor: tf.Tensor, { shape }: tf.Tensor4D) => tf.reshape<tf.Rank.R4>(tensor, shape);
    const builtIn = tf.grads((x, w) => tf.conv2d(four(x, input), four(w, kernel), 1, padding))(
      [input, kernel],
      upstream,
    );
    for (const [own, theirs] of [
      [ours.input!, builtIn[0]!],
      [ours.weights[0]!, builtIn[1]!],
    ] as const) {
      const gap = tf.max(tf.abs(tf.sub(own, theirs))).dataSync()[0]!;
      expect(gap / tf.max(tf.abs(theirs)).dataSync()[0]!).toBeLessThan(1e-5);
    }
  });

  it('pooling hands the gradient to the largest value; of equal ones to the first natively, else to the last', () => {
    const spec: LayerSpec = { type: 'max-pool', size: 2 };
    const input = tf.tensor4d([1, 2, 7, 7, 4, 3, 0, 7], [1, 2, 4, 1]);
    const { output, backward } = kindOf(spec).forward(spec, input, [], {});
    expect(Array.from(output.dataSync())).toEqual([4, 7]);
    const { input: gradient } = backward(tf.tensor4d([10, 20], [1, 1, 2, 1]), true);
    const tied = tf.getBackend() === 'tensorflow' ? [0, 0, 20, 0, 10, 0, 0, 0] : [0, 0, 0, 0, 10, 0, 0, 20];
    expect(Array.from(gradient!.dataSync())).toEqual(tied);
  });

  it('dropout keeps the mean and its share of zeros', () => {
    const spec: LayerSpec = { type: 'dropout', rate: 0.25 };
    const { output } = kindOf(spec).forward(spec, tf.ones([100, 1000]), [], { random: random(5) });
    expect(tf.mean(output).dataSync()[0]).toBeCloseTo(1, 2);
    const zeros = output.dataSync().filter((v) => v === 0).length;
    expect(zeros / 100_000).toBeCloseTo(0.25, 2);
  });

  it.each([false, true])('a learned rate has the gradient that small steps show, by channel: %s', (isByChannel) => {
    const spec: LayerSpec = { type: 'dropout', rate: 0.3, isLearned: true, isByChannel };
    const input = normals([2, 3, 2, 4], 1);
    const upstream = normals([2, 3, 2, 4], 2);
    const run = (logit: number) => kindOf(spec).forward(spec, input, [tf.scalar(logit)], { random: random(5) });
    const lossAt = (logit: number) => tf.sum(tf.mul(run(logit).output, upstream)).dataSync()[0]!;
    const [logit, step] = [Math.log(0.3 / 0.7), 1e-2];
    const claimed = run(logit).backward(upstream, false).weights[0]!.dataSync()[0]!;
    const seen = (lossAt(logit + step) - lossAt(logit - step)) / (2 * step);
    expect(Math.abs(claimed - seen)).toBeLessThan(0.02 * Math.abs(seen));
  });

  it('dropout by channel keeps or drops all of a channel, another for each record', () => {
    const spec: LayerSpec = { type: 'dropout', rate: 0.5, isByChannel: true };
    const { output, backward } = kindOf(spec).forward(spec, tf.ones([4, 3, 2, 50]), [], { random: random(5) });
    const byChannel = tf.reshape<tf.Rank.R2>(tf.transpose(output, [0, 3, 1, 2]), [200, 6]).arraySync();
    for (const values of byChannel) expect(values).toEqual(Array(6).fill(values[0]));
    expect(new Set(byChannel.flat())).toEqual(new Set([0, 2]));
    const records = tf.unstack(output).map((record) => Array.from(record.dataSync()));
    expect(records[0]).not.toEqual(records[1]);
    expect(backward(tf.ones(output.shape), true).input!.dataSync()).toEqual(output.dataSync());
  });
});

it('a network that is too deep for its input says so', () => {
  expect(() =>
    kindOf({ type: 'conv2d', filters: 1, kernel: 4 }).outputShape({ type: 'conv2d', filters: 1, kernel: 4 }, [3, 3, 1]),
  ).toThrow(/smaller network/);
});
