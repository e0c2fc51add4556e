import { acquisitions, type Ranking, selections } from '@querent/core';
import { permutation, STREAMS } from '@querent/core/tensors';
import type { Store } from '@querent/domain';
import type { PartTask, SelectTask } from '@querent/domain/background';
import { readRows } from './rows.js';

/** Records of the pool, drawn at random, about which an acquisition with targets wants to learn. */
const TARGETS = 100;

/** How a round ranks its pool. */
export const rankingOf = ({ config, keep, seed }: PartTask | SelectTask): Ranking => ({
  acquisition: acquisitions.get(config.acquisition.id),
  options: config.acquisition.options,
  selection: selections.get(config.selection.id),
  selectionOptions: config.selection.options,
  keep,
  batch: config.labelsPerRound,
  seed,
});

/** The same target records for every part of the pool, where the acquisition wants some. */
export async function targetsOf({ acquisition }: Ranking, { shards, seed }: PartTask, store: Store) {
  if (acquisition.needs !== 'targets') return {};
  const total = shards.reduce((sum, { count }) => sum + count, 0);
  const places = Array.from(permutation(total, seed, STREAMS.targets).subarray(0, TARGETS));
  return { targets: await readRows(store, shards, places) };
}
