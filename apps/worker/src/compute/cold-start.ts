import { coldStart as chooseFirst } from '@querent/core';
import type { ColdStartTask, ComputeRun } from '@querent/domain/background';
import type { Store } from '@querent/storage';
import { among, featuresIn } from './loop.js';

/** Chooses the first questions, before there is a model. */
export async function coldStart(
  { shards, excluded, ...task }: ColdStartTask,
  { signal }: ComputeRun,
  store: Store,
): Promise<{ indices: number[] }> {
  const source = featuresIn(store, shards);
  return { indices: await chooseFirst({ ...task, source, isExcluded: among(excluded), signal }) };
}
