import { coldStart as chooseFirst } from '@querent/core';
import type { Store } from '@querent/domain';
import type { ColdStartTask, ComputeRun } from '@querent/domain/background';
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
