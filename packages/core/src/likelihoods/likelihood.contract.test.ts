import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Network } from '../networks/index.js';
import type { Draws } from '../posteriors/index.js';
import { compile, graphOf, openPredictor } from '../scoring/index.js';
import { type Features, random, startBackend } from '../tensors/index.js';
import { likelihoods } from './index.js';

const CLASSES = 3;
const SAMPLES = 4;
const NETWORK: Network = { inputShape: [2], layers: [{ type: 'dense', units: CLASSES }] };
const stream = random(8);
const normals = (count: number, scale = 1) => Float32Array.from({ length: count }, () => scale * stream.normal());

/** Draws with weights of their own; a large scale makes them certain, and disagree. */
function drawsOf(scale: number, order = [0, 1, 2, 3]): Draws {
  const own = random(5);
  const kernels = Array.from({ length: SAMPLES }, () => Array.from({ length: 2 * CLASSES }, () => own.normal()));
  const kernel = Float32Array.from(order.flatMap((s) => kernels[s]!.map((value) => scale * value)));
  const drawn = [
    { shape: [SAMPLES, 2, CLASSES], data: kernel },
    { shape: [SAMPLES, CLASSES], data: new Float32Array(SAMPLES * CLASSES) },
  ];
  return { samples: SAMPLES, layers: [{ drawn }] };
}

const features: Features = { dtype: 'float32', shape: [2], count: 20, data: normals(40) };

describe.each(likelihoods.list())('$id', (likelihood) => {
  beforeAll(async () => {
    await startBackend();
  });

  it.each([1, 1e4, 0])('the graph and the reference agree, weights ×%d', async (scale) => {
    const predictor = await compile(NETWORK, likelihood, drawsOf(scale), 'float32');
    const summary = await predictor.summarize(features);
    const reference = likelihood.summarize(await predictor.logProbs(features));
    for (const key of ['meanProbsNC', 'expectedEntropyN'] as const) {
      expect(summary[key].every(Number.isFinite)).toBe(true);
      summary[key].forEach((value, i) => {
        expect(value).toBeCloseTo(reference[key][i]!, 5);
      });
    }
    await predictor.release();
  });

  it('does not depend on the order of the draws, nor on how the records are cut', async () => {
    const [one, other] = await Promise.all([
      compile(NETWORK, likelihood, drawsOf(2), 'float32'),
      compile(NETWORK, likelihood, drawsOf(2, [3, 1, 0, 2]), 'float32'),
    ]);
    const [whole, reordered] = await Promise.all([one.summarize(features), other.summarize(features)]);
    whole.meanProbsNC.forEach((p, i) => {
      expect(reordered.meanProbsNC[i]).toBeCloseTo(p, 6);
    });
    const last = await one.summarize({ ...features, count: 1, data: features.data.subarray(38) });
    expect(Array.from(last.meanProbsNC)).toEqual(Array.from(whole.meanProbsNC.subarray(-CLASSES)));
    await Promise.all([one.release(), other.release()]);
  });

  it('has the gradient that small steps show, and leaves two tensors', () => {
    const outputs = normals(2 * CLASSES);
    const labels = Int32Array.of(0, 2);
    const lossAt = (values: Float32Array) =>
      tf.tidy(() => likelihood.loss(tf.tensor2d(values, [2, CLASSES]), labels).loss.dataSync()[0]!);
    const before = tf.memory().numTensors;
    const gradient = tf.tidy(() =>
      Array.from(likelihood.loss(tf.tensor2d(outputs, [2, CLASSES]), labels).gradient.dataSync()),
    );
    expect(tf.memory().numTensors).toBe(before);
    gradient.forEach((claimed, i) => {
      const moved = (by: number) => lossAt(outputs.map((v, at) => (at === i ? v + by : v)));
      expect(claimed).toBeCloseTo((moved(0.01) - moved(-0.01)) / 0.02, 3);
    });
  });
});

describe('a compiled model', () => {
  const bytes = graphOf(NETWORK, likelihoods.get('categorical'), drawsOf(1), 'float32');

  it('answers from its bytes alone', async () => {
    const predictor = await openPredictor(bytes, { threads: 1 });
    expect(predictor).toMatchObject({ classes: CLASSES, samples: SAMPLES });
    expect((await predictor.summarize(features)).meanProbsNC).toHaveLength(20 * CLASSES);
    await predictor.release();
  });

  it('is refused if it was cut or is something else', async () => {
    for (const wrong of [bytes.subarray(0, 40), Uint8Array.of(1, 2, 3), new Uint8Array()]) {
      await expect(openPredictor(wrong)).rejects.toMatchObject({ code: 'state_corrupt' });
    }
  });

  it('refuses records of another type or shape', async () => {
    const predictor = await openPredictor(bytes);
    const other = { ...features, dtype: 'uint8', data: new Uint8Array(40) } as const;
    await expect(predictor.summarize(other)).rejects.toMatchObject({ code: 'shape_mismatch' });
    await expect(predictor.summarize({ ...features, shape: [1, 2] })).rejects.toMatchObject({ code: 'shape_mismatch' });
    await predictor.release();
  });
});
