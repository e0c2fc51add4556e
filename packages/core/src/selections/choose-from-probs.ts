import type { Acquisition } from '../acquisitions/acquisition.js';
import { bald } from '../acquisitions/bald.js';
import { jointOf, type Probs, scoreProbs } from '../acquisitions/score-probs.js';
import { CoreError } from '../errors.js';
import { parseOptions } from '../options.js';
import { checkSuitable } from '../suitable.js';
import { power } from './power.js';
import type { Selection, Shortlist } from './selection.js';
import { type Candidate, checkChoice, topK } from './top-k.js';
import { rowsOf, type Vectors } from './vectors.js';

/** How to choose; BALD by power sampling where left out. */
export interface ChooseFromProbs {
  acquisition?: Acquisition;
  options?: unknown;
  selection?: Selection;
  selectionOptions?: unknown;
  /** [S][M][C] of the records that the model is meant for, where the acquisition asks about them. */
  targets?: Probs;
  /** Where the records and the labelled ones lie, where the selection asks. */
  vectors?: Vectors;
  labelled?: Vectors;
  seed?: number;
}

/**
 * The k records to ask about, by what several draws of any model say of them. All in memory and at once: pools that do not
 * fit are what `scorePool` is for.
 *
 * @param probs [S][N][C], each row summing to 1; the same draws in the same order for every record
 * @returns k candidates, in the order in which to ask; all where k is beyond them, less those without a score
 * @throws shape_mismatch, invalid_options
 */
export function chooseFromProbs(probs: Probs, k: number, how: ChooseFromProbs = {}): Candidate[] {
  checkChoice(k);
  const { acquisition = bald, selection = power, targets, vectors, labelled, seed = 1 } = how;
  checkSuitable(selection, 'categorical');
  const options = parseOptions(selection, how.selectionOptions ?? {});
  const scores = scoreProbs(probs, acquisition, { options: how.options ?? {}, ...(targets ? { targets } : {}) });
  const { batch } = selection;
  const best = topK(batch ? batch.shortlist(k, options) : k, seed);
  scores.forEach((score, n) => {
    best.add(n, score, selection.key(score, n, seed, options));
  });
  const candidates = best.best();
  if (!batch || candidates.length === 0) return candidates;
  const shortlist: Shortlist = { candidates };
  const rows = candidates.map(({ index }) => index);
  if (batch.reads.includes('predictions'))
    shortlist.predictions = jointOf(probs.map((draw) => rows.map((n) => draw[n]!)));
  if (batch.reads.includes('hidden') || batch.reads.includes('features')) {
    if (vectors?.count !== scores.length)
      throw new CoreError('invalid_options', `${selection.title} needs \`vectors\`, one for each record.`);
    shortlist.vectors = rowsOf(vectors, rows);
  }
  if (batch.reads.includes('labelled') && labelled) shortlist.labelled = labelled;
  return batch.choose(shortlist, k, seed, options).map((place) => candidates[place]!);
}
