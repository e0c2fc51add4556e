import { parseOptions } from '../options.js';
import type { Read, Shortlist } from '../selections/selection.js';
import { type Candidate, type Keyed, topK } from '../selections/top-k.js';
import type { Vectors } from '../selections/vectors.js';
import { checkSuitable } from '../suitable.js';
import type { Features } from '../tensors/features.js';
import { sizeOf } from '../tensors/state.js';
import type { Predictor } from './predictor.js';
import { type Ranking, type ScoredPart, shortlistLength } from './score-part.js';
import { locateAll, predictAll } from './whole.js';

/** The parts of a pool, and what a rule for whole batches reads. */
export interface MergeParts extends Ranking {
  parts: readonly ScoredPart[];
  /** May be null where the selection reads nothing of the model. */
  predictor: Predictor | null;
  /** Records by their places in the pool, where the selection is a rule for whole batches. */
  rowsOf?(indices: number[]): Promise<Features>;
  /** The labelled records, where the selection reads them. */
  labelled?: Features;
  signal?: AbortSignal;
}

/** The ranking of a pool. */
export interface ScoredPool {
  /** Best first. */
  top: Candidate[];
  /** Candidates in the pool, those in `excluded` among them. */
  scored: number;
  /** Candidates whose score was not a number. */
  excluded: number;
}

/**
 * The ranking of a pool from its parts, and the batch out of its shortlist.
 *
 * @throws invalid_options; whatever `signal` was aborted with
 */
export async function mergeParts(merge: MergeParts): Promise<ScoredPool> {
  const { parts, predictor, selection, keep, seed } = merge;
  if (predictor) checkSuitable(selection, predictor.likelihood);
  const best = topK(shortlistLength(merge), seed);
  for (const part of parts) for (const { index, score, key } of part.best) best.add(index, score, key);
  const candidates = best.best().map(({ index, score }: Keyed): Candidate => ({ index, score }));
  const top = selection.batch ? await inBatches(merge, candidates) : candidates;
  const sumOf = (count: 'scored' | 'excluded') => parts.reduce((sum, part) => sum + part[count], 0);
  return { top: top.slice(0, keep), scored: sumOf('scored'), excluded: sumOf('excluded') };
}

/** The batch first, in its own order, then the rest of the candidates, of which it has looked at those of its shortlist. */
async function inBatches(merge: MergeParts, all: Candidate[]): Promise<Candidate[]> {
  const { selection, predictor, rowsOf, labelled, keep, batch = keep, seed, signal } = merge;
  const { reads, choose, shortlist: lengthOf } = selection.batch!;
  const [k, options] = [Math.min(batch, keep), parseOptions(selection, merge.selectionOptions)];
  const candidates = all.slice(0, lengthOf(k, options));
  const isIn = (read: Read) => reads.includes(read);
  if (reads.length > 0 && !rowsOf) throw new TypeError(`${selection.title} needs the records of its shortlist.`);
  const shortlist: Shortlist = { candidates };
  if (reads.length > 0 && candidates.length > 0) {
    const rows = await rowsOf!(candidates.map(({ index }) => index));
    if (isIn('predictions')) shortlist.predictions = await predictAll(predictor!, rows, signal);
    const locate = (given: Features) => (isIn('hidden') ? locateAll(predictor!, given, signal) : asVectors(given));
    if (isIn('hidden') || isIn('features')) shortlist.vectors = await locate(rows);
    if (isIn('labelled') && labelled && labelled.count > 0) shortlist.labelled = await locate(labelled);
  }
  const places = choose(shortlist, k, seed, options);
  const isChosen = new Set(places);
  return [...places.map((place) => all[place]!), ...all.filter((_, place) => !isChosen.has(place))];
}

/** Features as points. */
const asVectors = ({ count, shape, data }: Features): Vectors => ({
  count,
  width: sizeOf(shape),
  dataND: data instanceof Float32Array ? data : Float32Array.from(data),
});
