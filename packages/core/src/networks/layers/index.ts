import type { LayerKind } from '../layer.js';
import { type BatchNorm, batchNorm } from './batch-norm.js';
import { type Conv2d, conv2d } from './conv2d.js';
import { type Dense, dense } from './dense.js';
import { type Dropout, dropout } from './dropout.js';
import { type Flatten, flatten } from './flatten.js';
import { type GaussianHead, gaussianHead } from './gaussian-head.js';
import { type LayerNorm, layerNorm } from './layer-norm.js';
import { type MaxPool, maxPool } from './max-pool.js';
import { type Relu, relu } from './relu.js';
import { type Rescale, rescale } from './rescale.js';
import { type Standardize, standardize } from './standardize.js';

/** One layer of a network: its type and the options of that type. */
export type LayerSpec =
  | Rescale
  | Conv2d
  | Relu
  | MaxPool
  | Dropout
  | Flatten
  | Dense
  | Standardize
  | BatchNorm
  | LayerNorm
  | GaussianHead;

const KINDS: { [Type in LayerSpec['type']]: LayerKind<Extract<LayerSpec, { type: Type }>> } = {
  rescale,
  conv2d,
  relu,
  'max-pool': maxPool,
  dropout,
  flatten,
  dense,
  standardize,
  'batch-norm': batchNorm,
  'layer-norm': layerNorm,
  'gaussian-head': gaussianHead,
};

/** The types of layers that there are. */
export const LAYER_TYPES = Object.keys(KINDS);

/** The kind of a layer. The cast joins a spec with its own kind, which the table above guarantees. */
export const kindOf = <Spec extends LayerSpec>(spec: Spec) => KINDS[spec.type] as LayerKind<Spec>;
