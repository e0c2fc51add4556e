import { beforeAll, describe, expect, it } from 'vitest';
import { categorical } from '../likelihoods/index.js';
import { forwardDraw } from '../posteriors/forward-draw.js';
import type { Draws } from '../posteriors/index.js';
import { compile } from '../scoring/index.js';
import { type Features, random, sizeOf, startBackend } from '../tensors/index.js';
import { type LayerSpec, type Network, placesOf } from './index.js';
import { maskShapeOf } from './layers/dropout.js';

const SAMPLES = 3;
const COUNT = 5;
const conv = { type: 'conv2d', filters: 3, kernel: 2 } as const;
const dropout = { type: 'dropout', rate: 0.4 } as const;
const channels = { ...dropout, isByChannel: true } as const;
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
  'masked channels into a convolution': [
    [6, 5, 2],
    [rescale, conv, channels, conv, relu, channels, flatten, dense],
  ],
  'masked channels into a padded convolution': [
    [6, 5, 2],
    [
      rescale,
      conv,
      relu,
      channels,
      { ...conv, kernel: 4, padding: 'same' },
      pool,
      channels,
      flatten,
      dense,
      relu,
      dropout,
      dense,
    ],
  ],
  'masked channels of the raw input, twice': [
    [4, 4, 2],
    [channels, channels, relu, conv, channels, flatten, dropout, dense],
  ],
  'masked channels in front of a normalisation, and at the end': [
    [4, 4, 2],
    [rescale, conv, channels, { type: 'layer-norm' }, channels, flatten],
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
    const mask = normals([SAMPLES, ...(spec.type === 'dropout' ? maskShapeOf(spec, outputShape) : [])]);
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

it('new masks for each record drop whole channels, others for each record', async () => {
  await startBackend();
  const network = { inputShape: [4, 4, 2], layers: [dropout, conv, channels, flatten] };
  const draws = drawsOf(network, false);
  draws.layers[0]!.mask!.data.fill(1);
  draws.layers[2] = { ...draws.layers[2], fresh: { seed: 3 } };
  const data = Uint8Array.from({ length: 16 * 32 }, (_, i) => (37 * (i % 32)) % 256);
  const features: Features = { dtype: 'uint8', shape: [4, 4, 2], count: 16, data };
  const predictor = await compile(network, categorical, draws, 'uint8');
  const { outputsSNO } = await predictor.predict(features);
  await predictor.release();
  // Of one picture, again and again: a channel that was dropped has the same value everywhere.
  const patterns = Array.from({ length: 16 * SAMPLES }, (_, row) => {
    const values = outputsSNO.subarray(row * 27, (row + 1) * 27);
    const ofChannel = [0, 1, 2].map((c) => Array.from({ length: 9 }, (__, at) => values[3 * at + c]!));
    return ofChannel.map((own) => Math.max(...own) - Math.min(...own) < 1e-6);
  });
  expect(new Set(patterns.map(String)).size).toBeGreaterThan(3);
  const dropped = patterns.flat().filter(Boolean).length / (16 * SAMPLES * 3);
  expect(Math.abs(dropped - dropout.rate)).toBeLessThan(0.15);
});
