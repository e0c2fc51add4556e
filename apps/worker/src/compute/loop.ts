import { type FeatureSource, fromShards, type Labels, type LoopConfig, likelihoods, placesIn } from '@querent/core';
import { decodeShard } from '@querent/core/encoders';
import type { LabelledRow, ModelTask, ShardRef } from '@querent/domain/background';
import type { Store } from '@querent/storage';

/** What the core's loop is set to for a project. */
export const loopConfig = ({ config, likelihood }: Pick<ModelTask, 'config' | 'likelihood'>): LoopConfig => ({
  ...config,
  likelihood: { id: likelihood, options: {} },
});

/** What is known of some rows, as the likelihood takes it. */
export const labelsOf = (rows: LabelledRow[], likelihood: ModelTask['likelihood']): Labels =>
  likelihoods.get(likelihood).pack(rows.map(({ target }) => target));

/** The features of shards in the store. */
export const featuresIn = (store: Store, shards: ShardRef[]) =>
  fromShards(shards, async ({ objectKey }) => decodeShard(await store.get(objectKey)));

/** Whether an index is among the given ones. */
export function among(indices: number[]): (index: number) => boolean {
  const own = new Set(indices);
  return (index) => own.has(index);
}

/** What the predictor of a round takes of the records of shards: their features, or of an outside model their places. */
export const inputsIn = (store: Store, { config }: Pick<ModelTask, 'config'>, shards: ShardRef[]): FeatureSource =>
  config.outside ? placesIn(shards) : featuresIn(store, shards);
