import type { ProjectSettings } from '@querent/contracts';
import { fromShards, type LoopConfig } from '@querent/core';
import { decodeShard } from '@querent/core/encoders';
import type { ShardRef } from '@querent/domain/background';
import type { Store } from '@querent/storage';

/** What the core's loop is set to for a project, whose records have one class each. */
export const loopConfig = (settings: ProjectSettings): LoopConfig => ({
  ...settings,
  likelihood: { id: 'categorical', options: {} },
});

/** The features of shards in the store. */
export const featuresIn = (store: Store, shards: ShardRef[]) =>
  fromShards(shards, async ({ objectKey }) => decodeShard(await store.get(objectKey)));

/** Whether an index is among the given ones. */
export function among(indices: number[]): (index: number) => boolean {
  const own = new Set(indices);
  return (index) => own.has(index);
}
