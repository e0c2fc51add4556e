import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { initialWeights, type Network, outputsOf, placesOf } from '../networks/index.js';
import type { Draws } from '../posteriors/index.js';
import { compile, graphOf, openPredictor } from '../scoring/index.js';
import { floats } from '../tensors/floats.js';
import { type Features, random, startBackend } from '../tensors/index.js';
import {
  bernoulli,
  type CategoricalSummary,
  categorical,
  type Likelihood,
  likelihoods,
  type Summary,
} from './index.js';

const CLASSES = 3;
const SAMPLES = 4;
const stream = random(8);
const normals = (count: number, scale = 1) => Float32Array.from({ length: count }, () => scale * stream.normal());
const NOISES = { categorical: {}, bernoulli: {}, gaussian: { noise: 'each' } } as const;

const networkOf = (likelihood: Likelihood): Network => {
  const { units, layers } = likelihood.head(CLASSES, likelihood.options.parse(NOISES[likelihood.id]));
  return { inputShape: [2], layers: [{ type: 'dense', units }, ...layers] };
};

/** Draws with weights of their own; a large scale makes them certain, and disagree. */
function drawsOf(network: Network, scale: number, order = [0, 1, 2, 3]): Draws {
  const own = random(5);
  const [first] = network.layers;
  const units = first?.type === 'dense' ? first.units : 0;
  const kernels = Array.from({ length: SAMPLES }, () => Array.from({ length: 2 * units }, () => own.normal()));
  const kernel = Float32Array.from(order.flatMap((s) => kernels[s]!.map((value) => scale * value)));
  const state = initialWeights(network, 1);
  const layers = placesOf(network).map(({ weights, spec }) =>
    spec.type === 'dense'
      ? {
          drawn: [
            { shape: [SAMPLES, 2, units], data: kernel },
            { shape: [SAMPLES, units], data: new Float32Array(SAMPLES * units) },
          ],
        }
      : { shared: weights.map(({ key }) => state[key]!) },
  );
  return { samples: SAMPLES, layers };
}

const features: Features = { dtype: 'float32', shape: [2], count: 20, data: normals(40) };
const partsOf = (likelihood: Likelihood, summary: Summary) =>
  Object.entries(summary).flatMap(([part, values]) => (part in likelihood.parts ? [floats(values)] : []));

/** Labels of two records as each likelihood takes them. */
const LABELS = {
  categorical: [Int32Array.of(0, 2), Float32Array.of(0.2, 0.3, 0.5, 0, 0.4, 0)],
  bernoulli: [Float32Array.of(1, 0, 1, 0, 0.25, 0)],
  gaussian: [Float32Array.of(-3, 0.5, 2, 1, 0, 0)],
};

describe.each(likelihoods.list())('$id', (likelihood) => {
  const network = networkOf(likelihood);
  const outputs = outputsOf(network);
  beforeAll(async () => {
    await startBackend();
  });

  it.each([1, 1e4, 0])('the graph and the reference agree, weights ×%d', async (scale) => {
    if (likelihood.id === 'gaussian' && scale === 1e4) return; // variances of e^10000 are out of range, and rightly so
    const predictor = await compile(network, likelihood, drawsOf(network, scale), 'float32');
    const summary = await predictor.summarize(features);
    const reference = likelihood.summarize(await predictor.predict(features));
    expect(summary).toMatchObject({ kind: likelihood.id, count: 20, classes: CLASSES, samples: SAMPLES });
    partsOf(likelihood, summary).forEach((values, part) => {
      expect(values.every(Number.isFinite)).toBe(true);
      const expected = partsOf(likelihood, reference)[part]!;
      expect(values).toHaveLength(expected.length);
      values.forEach((value, i) => {
        expect(Math.abs(value - expected[i]!) / Math.max(1, Math.abs(expected[i]!))).toBeLessThan(1e-5);
      });
    });
    await predictor.release();
  });

  it('does not depend on the order of the draws, nor on how the records are cut', async () => {
    const [one, other] = await Promise.all([
      compile(network, likelihood, drawsOf(network, 2), 'float32'),
      compile(network, likelihood, drawsOf(network, 2, [3, 1, 0, 2]), 'float32'),
    ]);
    const [whole, reordered] = await Promise.all([one.summarize(features), other.summarize(features)]);
    const last = await one.summarize({ ...features, count: 1, data: features.data.subarray(38) });
    partsOf(likelihood, whole).forEach((values, part) => {
      const moved = partsOf(likelihood, reordered)[part]!;
      values.forEach((value, i) => {
        expect(Math.abs(moved[i]! - value) / Math.max(1, Math.abs(value))).toBeLessThan(1e-5);
      });
      const tail = partsOf(likelihood, last)[part]!;
      Array.from(values.subarray(-tail.length)).forEach((value, i) => {
        expect(Math.abs(tail[i]! - value) / Math.max(1, Math.abs(value))).toBeLessThan(1e-6);
      });
    });
    await Promise.all([one.release(), other.release()]);
  });

  it.each([undefined, Float32Array.of(0.5, 1.5)])(
    'has the gradient that small steps show, and leaves no tensor; weights %o',
    (weights) => {
      const own =
        likelihood.id === 'bernoulli' && weights ? Float32Array.from([...weights, ...weights, ...weights]) : weights;
      for (const labels of LABELS[likelihood.id]) {
        const values = normals(2 * outputs);
        const lossAt = (moved: Float32Array) =>
          tf.tidy(() => likelihood.loss(tf.tensor2d(moved, [2, outputs]), labels, own).loss.dataSync()[0]!);
        const before = tf.memory().numTensors;
        const gradient = tf.tidy(() =>
          Array.from(likelihood.loss(tf.tensor2d(values, [2, outputs]), labels, own).gradient.dataSync()),
        );
        expect(tf.memory().numTensors).toBe(before);
        gradient.forEach((claimed, i) => {
          const moved = (by: number) => lossAt(values.map((v, at) => (at === i ? v + by : v)));
          expect(Math.abs(claimed - (moved(0.01) - moved(-0.01)) / 0.02) / Math.max(1, Math.abs(claimed))).toBeLessThan(
            2e-2,
          );
        });
      }
    },
  );

  it('refuses labels of the wrong kind or number, in words', () => {
    expect(() => likelihood.check(new Float32Array(7), 2, outputs)).toThrow(/labels for 2 records/);
    const wrong = Float32Array.from({ length: 2 * CLASSES }, () => Number.NaN);
    expect(() => likelihood.check(wrong, 2, outputs)).toThrow(expect.objectContaining({ code: 'invalid_label' }));
  });
});

describe('class weights', () => {
  it('balanced gives each class the same sum, with mean 1', () => {
    const weights = categorical.weigh(Int32Array.of(0, 0, 0, 1), 4, 3, 'balanced')!;
    expect(Array.from(weights, (w) => Number(w.toFixed(4)))).toEqual([0.6667, 0.6667, 0.6667, 2]);
  });

  it('weigh soft labels by their shares', () => {
    const weights = categorical.weigh(Float32Array.of(0.5, 0.5, 1, 0), 2, 2, [1, 3])!;
    expect(weights[0]! / weights[1]!).toBeCloseTo(2, 6);
  });

  it('lift a label that rarely holds', () => {
    const weights = bernoulli.weigh(Float32Array.of(1, 0, 0, 0), 4, 1, 'balanced')!;
    expect(weights[0]! / weights[1]!).toBeCloseTo(3, 6);
  });
});

describe('a compiled model', () => {
  const bytes = graphOf(
    networkOf(likelihoods.get('categorical')),
    categorical,
    drawsOf(networkOf(likelihoods.get('categorical')), 1),
    'float32',
  );

  it('answers from its bytes alone', async () => {
    const predictor = await openPredictor<CategoricalSummary>(bytes, { threads: 1 });
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
