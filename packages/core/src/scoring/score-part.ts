import type { Acquisition } from '../acquisitions/acquisition.js';
import { parseOptions } from '../options.js';
import type { Selection } from '../selections/selection.js';
import { type Keyed, topK } from '../selections/top-k.js';
import { checkSuitable } from '../suitable.js';
import type { FeatureChunk, Features } from '../tensors/features.js';
import type { Predictor } from './predictor.js';
import { piecesOf, predictAll } from './whole.js';

/** How far the scoring of a pool is. */
export interface ScoreProgress {
  /** Records that have been looked at. */
  done: number;
  total: number;
  secondsLeft: number;
}

/** How a pool is ranked. */
export interface Ranking {
  acquisition: Acquisition;
  /** Its options, checked by its own schema. */
  options: unknown;
  selection: Selection;
  selectionOptions: unknown;
  /** Length of the ranking. */
  keep: number;
  /** Questions that a rule for whole batches chooses, the first of the ranking; all of it if left out. */
  batch?: number;
  /** Of the selection's draws, and of ties. */
  seed: number;
}

/** A pool, or a part of one, to be scored. */
export interface ScorePart extends Ranking {
  /** May be null for an acquisition that needs nothing. */
  predictor: Predictor | null;
  /** Not read where the acquisition needs nothing: the records are then those from 0 to `total`. */
  chunks: AsyncIterable<FeatureChunk> | Iterable<FeatureChunk>;
  /** Records in all chunks together. */
  total: number;
  /** Records that the model is meant for, where the acquisition asks what would tell about them. */
  targets?: Features;
  /** Mean number of labels that hold on a labelled record. */
  cardinality?: number;
  /** Records that are not candidates. */
  isExcluded?(index: number): boolean;
  signal?: AbortSignal;
  onProgress?(progress: ScoreProgress): void;
}

/** What is left of a scored part: plain data, to be merged with that of the others. */
export interface ScoredPart {
  /** The best, best first, as many as the ranking and its batch can need. */
  best: Keyed[];
  /** Candidates, those in `excluded` among them. */
  scored: number;
  /** Candidates whose score was not a number. */
  excluded: number;
}

/** Candidates that a part has to keep: the ranking, or the shortlist of its batch where that is longer. */
export function shortlistLength({ selection, selectionOptions, keep, batch = keep }: Ranking): number {
  const options = parseOptions(selection, selectionOptions);
  return Math.max(keep, selection.batch?.shortlist(Math.min(batch, keep), options) ?? 0);
}

/**
 * Scores a part of a pool in pieces; nothing is kept but the best. What comes out of the parts of a pool together depends
 * neither on how it was cut nor on the order, not even in the last bit of a score.
 *
 * @throws invalid_options, shape_mismatch; whatever `signal` was aborted with
 */
export async function scorePart(part: ScorePart): Promise<ScoredPart> {
  const { predictor, acquisition, total, seed, selection, isExcluded, signal, onProgress } = part;
  const options = parseOptions(acquisition, part.options);
  const selectionOptions = parseOptions(selection, part.selectionOptions);
  if (predictor) {
    checkSuitable(acquisition, predictor.likelihood);
    checkSuitable(selection, predictor.likelihood);
  }
  if (!predictor && acquisition.needs !== 'nothing') throw new TypeError(`${acquisition.title} needs a predictor.`);
  if (acquisition.needs === 'targets' && !part.targets)
    throw new TypeError(`${acquisition.title} needs target records.`);
  const usual = part.cardinality === undefined ? {} : { cardinality: part.cardinality };
  const since = performance.now();
  const best = topK(shortlistLength(part), seed);
  const targets = acquisition.needs === 'targets' ? await predictAll(predictor!, part.targets!, signal) : undefined;
  // An acquisition reads no more than it says it needs.
  const give = (given: object) => acquisition.score(given as Parameters<Acquisition['score']>[0], options);
  let [done, scored] = [0, 0];

  const take = (start: number, scores: Float64Array) => {
    scores.forEach((score, row) => {
      const index = start + row;
      if (isExcluded?.(index)) return;
      best.add(index, score, selection.key(score, index, seed, selectionOptions));
      scored++;
    });
    done += scores.length;
    const secondsLeft = ((performance.now() - since) / 1_000 / done) * (total - done);
    onProgress?.({ done, total, secondsLeft });
  };

  if (acquisition.needs === 'nothing') take(0, give({ count: total }));
  else
    for await (const chunk of part.chunks)
      for (const piece of piecesOf(predictor!, chunk, signal)) {
        const given =
          acquisition.needs === 'summary'
            ? { ...(await predictor!.summarize(piece)), ...usual }
            : { count: piece.count, predictions: await predictor!.predict(piece), targets };
        take(piece.start, give(given));
      }
  return { best: best.best(), scored, excluded: best.excluded };
}
