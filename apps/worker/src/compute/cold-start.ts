import { acquisitions, mergeParts, type Ranking, scorePart, selections } from '@querent/core';
import type { Store } from '@querent/domain';
import type { ColdStartTask, ComputeRun } from '@querent/domain/background';
import { readRows } from './rows.js';

/** Chooses the first questions by a rule that needs no model, among records drawn at random; further ones at random. */
export async function coldStart(
  { shards, choice, seed, excluded, batch, keep }: ColdStartTask,
  { signal }: ComputeRun,
  store: Store,
): Promise<{ indices: number[] }> {
  const ranking: Ranking = {
    acquisition: acquisitions.get('uniform'),
    options: {},
    selection: selections.get(choice.id),
    selectionOptions: choice.options,
    keep,
    batch,
    seed,
  };
  const isExcluded = new Set(excluded);
  const total = shards.reduce((sum, { count }) => sum + count, 0);
  const everything = { predictor: null, chunks: [], total, isExcluded: (index: number) => isExcluded.has(index) };
  const part = await scorePart({ ...ranking, ...everything });
  const rowsOf = (indices: number[]) => readRows(store, shards, indices);
  const { top } = await mergeParts({ ...ranking, parts: [part], predictor: null, rowsOf, signal });
  return { indices: top.map(({ index }) => index) };
}
