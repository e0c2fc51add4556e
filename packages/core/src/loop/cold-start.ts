import { acquisitions } from '../acquisitions/index.js';
import { mergeParts } from '../scoring/merge-parts.js';
import { type Ranking, scorePart } from '../scoring/score-part.js';
import { selections } from '../selections/index.js';
import type { Choice } from './config.js';
import type { FeatureSource } from './feature-source.js';
import { randomStart } from './rounds.js';

/** How the questions before the first model are chosen. */
export interface ColdStartTask {
  source: FeatureSource;
  /** Of the selection, which may read features only; `uniform` asks at random. */
  choice: Choice;
  seed: number;
  isExcluded(index: number): boolean;
  /** Questions that the choice decides on; those after them are drawn at random. */
  batch: number;
  keep: number;
  signal?: AbortSignal;
}

/**
 * The first questions, chosen by a rule that needs no model, among records drawn at random; further ones at random.
 *
 * @returns [keep] places in the pool, the first to be asked first
 */
export async function coldStart(task: ColdStartTask): Promise<number[]> {
  const { source, choice, seed, isExcluded, batch, keep, signal } = task;
  const random = acquisitions.get('uniform');
  if (choice.id === random.id) return randomStart(source.total, seed, keep, isExcluded);
  const ranking: Ranking = {
    acquisition: random,
    options: {},
    selection: selections.get(choice.id),
    selectionOptions: choice.options,
    keep,
    batch,
    seed,
  };
  const part = await scorePart({ ...ranking, predictor: null, chunks: [], total: source.total, isExcluded });
  const { top } = await mergeParts({
    ...ranking,
    parts: [part],
    predictor: null,
    rowsOf: (indices) => source.rowsOf(indices),
    ...(signal ? { signal } : {}),
  });
  return top.map(({ index }) => index);
}
