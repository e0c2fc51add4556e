import { registry } from '../registry.js';
import { badge } from './badge.js';
import { classBalanced, clusterBalanced } from './balanced.js';
import { batchBald } from './batch-bald.js';
import { best } from './best.js';
import { coreSet } from './core-set.js';
import { kMeansSelection } from './k-means-selection.js';
import { power } from './power.js';
import { probCover } from './prob-cover.js';
import type { Selection } from './selection.js';
import { softmax } from './softmax.js';
import { softrank } from './softrank.js';
import { typiClust } from './typi-clust.js';

export { greedyBatch } from './batch-bald.js';
export { type ChooseFromProbs, chooseFromProbs } from './choose-from-probs.js';
export type { Read, Selection, Shortlist } from './selection.js';
export * from './top-k.js';
export type { Vectors } from './vectors.js';

/** Every selection, by its id. */
export const selections = registry<Selection>([
  power,
  best,
  softmax,
  softrank,
  batchBald,
  badge,
  classBalanced,
  clusterBalanced,
  coreSet,
  kMeansSelection,
  typiClust,
  probCover,
]);
