import type { Acquisition } from '../acquisitions/acquisition.js';
import { parseOptions } from '../options.js';
import type { Selection } from '../selections/selection.js';
import { type Candidate, topK } from '../selections/top-k.js';
import { type FeatureChunk, type Features, splitChunk } from '../tensors/features.js';
import type { Predictor } from './predictor.js';

/** Rows that go through the graph at a time: large enough for the processor, small enough for its caches. */
const ROWS = 128;

/** How far the scoring of a pool is. */
export interface ScoreProgress {
  /** Records that have been looked at. */
  done: number;
  total: number;
  secondsLeft: number;
}

/** A pool and how to rank it. */
export interface ScorePool {
  /** May be null for an acquisition that needs nothing. */
  predictor: Predictor | null;
  acquisition: Acquisition;
  /** Its options, checked by its own schema. */
  options: unknown;
  selection: Selection;
  selectionOptions: unknown;
  chunks: AsyncIterable<FeatureChunk> | Iterable<FeatureChunk>;
  /** Records that the model is meant for, where the acquisition asks what would tell about them. */
  targets?: Features;
  /** Mean number of labels that hold on a labelled record. */
  cardinality?: number;
  /** Records in all chunks together. */
  total: number;
  /** Length of the ranking. */
  keep: number;
  /** Of the selection's draws, and of ties. */
  seed: number;
  /** Records that are not candidates. */
  isExcluded?(index: number): boolean;
  signal?: AbortSignal;
  onProgress?(progress: ScoreProgress): void;
}

/** The ranking of a pool. */
export interface ScoredPool {
  /** Best first. */
  top: Candidate[];
  /** Candidates in the pool, those in `excluded` among them. */
  scored: number;
  /** Candidates whose score was not a number. */
  excluded: number;
  seconds: number;
}

/**
 * Scores a pool of any size in pieces; nothing is kept but the best. The result depends neither on the order nor on the
 * cut of the chunks.
 *
 * @throws invalid_options, shape_mismatch; whatever `signal` was aborted with
 */
export async function scorePool(pool: ScorePool): Promise<ScoredPool> {
  const { predictor, acquisition, chunks, total, keep, seed, isExcluded, signal, onProgress } = pool;
  const options = parseOptions(acquisition, pool.options);
  const selectionOptions = parseOptions(pool.selection, pool.selectionOptions);
  if (!predictor && acquisition.needs !== 'nothing') throw new TypeError(`${acquisition.title} needs a predictor.`);
  if (acquisition.needs === 'targets' && !pool.targets)
    throw new TypeError(`${acquisition.title} needs target records.`);
  const usual = pool.cardinality === undefined ? {} : { cardinality: pool.cardinality };
  const since = performance.now();
  const best = topK(keep, seed);
  const targets = acquisition.needs === 'targets' ? await predictor!.predict(pool.targets!) : undefined;
  // An acquisition reads no more than it says it needs.
  const give = (given: object) => acquisition.score(given as Parameters<Acquisition['score']>[0], options);
  let done = 0;
  let scored = 0;
  for await (const chunk of chunks) {
    for (const piece of splitChunk(chunk, ROWS)) {
      signal?.throwIfAborted();
      const scores = await scoresOf(piece);
      scores.forEach((score, row) => {
        const index = piece.start + row;
        if (isExcluded?.(index)) return;
        best.add(index, score, pool.selection.key(score, index, seed, selectionOptions));
        scored++;
      });
      done += piece.count;
      const secondsLeft = ((performance.now() - since) / 1_000 / done) * (total - done);
      onProgress?.({ done, total, secondsLeft });
    }
  }
  return { top: best.best(), scored, excluded: best.excluded, seconds: (performance.now() - since) / 1_000 };

  async function scoresOf(piece: FeatureChunk): Promise<Float64Array> {
    if (acquisition.needs === 'nothing') return give({ count: piece.count });
    if (acquisition.needs === 'summary') return give({ ...(await predictor!.summarize(piece)), ...usual });
    return give({ count: piece.count, predictions: await predictor!.predict(piece), targets });
  }
}
