import { beforeAll, describe, expect, it } from 'vitest';
import { categorical } from '../likelihoods/index.js';
import { forwardDraw } from '../posteriors/forward-draw.js';
import type { Draws } from '../posteriors/index.js';
import { compile } from '../scoring/index.js';
import { type Features, random, sizeOf, startBackend } from '../tensors/index.js';
import { type LayerSpec, type Network, placesOf } from './index.js';

const SAMPLES = 3;
const COUNT = 5;
const conv = { type: 'conv2d', filters: 3, kernel: 2 } as const;
const dropout = { type: 'dropout', rate: 0.4 } as const;
const flatten = { type: 'flatten' } as const;
const pool = { type: 'max-pool', size: 2 } as const;
const relu = { type: 'relu' } as const;
const dense = { type: 'dense', units: 4 } as const;
const rescale = { type: 'rescale', scale: 0.01, shift: -1 } as const;

const batchNorm = { type: 'batch-norm' } as const;
const layerNorm = { type: 'layer-norm' } as const;

/** Every place that a normalisation may stand in: raw, after a convolution, behind a mask, flattened, after dense layers. */
const normalized = (norm: LayerSpec): [number[], LayerSpec[]][] => [
  [
    [6, 5, 2],
    [norm, conv, norm, dropout, norm, relu, pool, flatten, norm, dense, norm, dropout, norm, dense],
  ],
  [
    [5, 4, 2],
    [rescale, conv, norm, dropout, flatten, norm, relu, dropout, dense],
  ],
  [
    [4, 4, 2],
    [rescale, dropout, norm, flatten, dropout, norm],
  ],
  [[6], [norm, dropout, dense, norm, relu, dense, norm]],
];

/** Stacks in which a mask or the lie of a picture meets every kind of layer. */
const STACKS: Record<string, [number[], LayerSpec[]]> = {
  'masked pictures into a convolution': [
    [6, 5, 2],
    [rescale, conv, dropout, conv, relu, flatten, dense],
  ],
  'padded convolutions': [
    [6, 5, 2],
    [rescale, { ...conv, kernel: 4, padding: 'same' }, pool, flatten, dense],
  ],
  'a mask through relu and pooling': [
    [6, 6, 2],
    [rescale, conv, dropout, relu, pool, dropout, flatten, relu, dense],
  ],
  'a mask on the raw input': [
    [4, 4, 2],
    [dropout, rescale, flatten, dense],
  ],
  'two masks in a row': [[6], [dropout, dropout, rescale, dense]],
  'drawn rows into a dense layer': [
    [4, 4, 1],
    [conv, flatten, dropout, dense, relu, dense, dropout, dense],
  ],
  'a picture flattened at the end': [
    [3, 3, 2],
    [rescale, conv, dropout, flatten],
  ],
  'a mask at the end': [[6], [rescale, dense, dropout]],
  'nothing random': [[6], [rescale, dense]],
  'one value': [[1], [dense]],
  ...Object.fromEntries(
    [batchNorm, layerNorm].flatMap((norm) =>
      normalized(norm).map((stack, at) => [`${norm.type} in every place (${at + 1})`, stack]),
    ),
  ),
};

/** Normal weights, shared or of each draw, and masks. */
function drawsOf(network: Network, isEach: boolean): Draws {
  const stream = random(6);
  const normals = (shape: number[]) => ({
    shape,
    data: Float32Array.from({ length: sizeOf(shape) }, () => 0.5 * stream.normal()),
  });
  const layers = placesOf(network).map(({ spec, weights, outputShape }) => {
    const mask = normals([SAMPLES, ...outputShape]);
    mask.data.forEach((value, i) => {
      mask.data[i] = value > 0 ? 1.5 : 0;
    });
    const own = weights.map(({ key, shape }) => {
      const drawn = normals(isEach ? [SAMPLES, ...shape] : shape);
      if (key.endsWith('.variance')) drawn.data = drawn.data.map((value) => 0.5 + value * value);
      return drawn;
    });
    return { ...(isEach ? { drawn: own } : { shared: own }), ...(spec.type === 'dropout' ? { mask } : {}) };
  });
  return { samples: SAMPLES, layers };
}

describe.each(['shared', 'drawn'])('with %s weights', (kind) => {
  beforeAll(async () => {
    await startBackend();
  });

  it.each(Object.entries(STACKS))('the graph answers as the forward pass does: %s', async (_, [inputShape, layers]) => {
    const network = { inputShape, layers };
    const draws = drawsOf(network, kind === 'drawn');
    const stream = random(2);
    const data = Uint8Array.from({ length: COUNT * sizeOf(inputShape) }, () => 256 * stream.uniform());
    const features: Features = { dtype: 'uint8', shape: inputShape, count: COUNT, data };
    const predictor = await compile(network, categorical, draws, 'uint8');
    const { outputs: classes, outputsSNO } = await predictor.predict(features);
    await predictor.release();
    for (let s = 0; s < SAMPLES; s++) {
      const expected = forwardDraw(network, draws, s, features);
      for (let n = 0; n < COUNT; n++) {
        const row = expected.subarray(n * classes, (n + 1) * classes);
        const max = Math.max(...row);
        const logSum = max + Math.log(row.reduce((sum, value) => sum + Math.exp(value - max), 0));
        row.forEach((value, c) => {
          const gap = Math.abs(outputsSNO[(s * COUNT + n) * classes + c]! - (value - logSum));
          expect(gap / Math.max(1, Math.abs(value - logSum))).toBeLessThan(1e-4);
        });
      }
    }
  });
});
