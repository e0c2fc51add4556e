import type { Acquisition, Joint } from '../acquisitions/acquisition.js';
import { parseOptions } from '../options.js';
import type { Read, Selection, Shortlist } from '../selections/selection.js';
import { type Candidate, topK } from '../selections/top-k.js';
import type { Vectors } from '../selections/vectors.js';
import { type FeatureChunk, type Features, splitChunk } from '../tensors/features.js';
import { sizeOf } from '../tensors/state.js';
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
  /** Questions that a rule for whole batches chooses, the first of the ranking; all of it if left out. */
  batch?: number;
  /** Records by their places in the pool, where the selection is a rule for whole batches. */
  rowsOf?(indices: number[]): Promise<Features>;
  /** The labelled records, where the selection reads them. */
  labelled?: Features;
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
  const { batch } = pool.selection;
  const size = Math.min(pool.batch ?? keep, keep);
  const best = topK(batch ? Math.max(keep, batch.shortlist(size, selectionOptions)) : keep, seed);
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
  const candidates = best.best();
  const top = batch ? await inBatches(pool, candidates, size, selectionOptions) : candidates;
  const seconds = (performance.now() - since) / 1_000;
  return { top: top.slice(0, keep), scored, excluded: best.excluded, seconds };

  async function scoresOf(piece: FeatureChunk): Promise<Float64Array> {
    if (acquisition.needs === 'nothing') return give({ count: piece.count });
    if (acquisition.needs === 'summary') return give({ ...(await predictor!.summarize(piece)), ...usual });
    return give({ count: piece.count, predictions: await predictor!.predict(piece), targets });
  }
}

/** The batch first, in its own order, then the rest of the shortlist. */
async function inBatches(
  { selection, predictor, rowsOf, labelled, seed, signal }: ScorePool,
  candidates: Candidate[],
  size: number,
  options: unknown,
): Promise<Candidate[]> {
  const { reads, choose } = selection.batch!;
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
  const places = choose(shortlist, size, seed, options);
  const isChosen = new Set(places);
  return [...places.map((place) => candidates[place]!), ...candidates.filter((_, place) => !isChosen.has(place))];
}

const piecesOf = (rows: Features) => splitChunk({ ...rows, start: 0 }, ROWS);

/** Joint predictions of more records than go through the graph at a time. */
async function predictAll(predictor: Predictor, rows: Features, signal?: AbortSignal): Promise<Joint> {
  const { samples } = predictor;
  let all: (Joint & { outputsSNO: Float32Array }) | null = null;
  for (const piece of piecesOf(rows)) {
    signal?.throwIfAborted();
    const { outputs, outputsSNO } = await predictor.predict(piece);
    all ??= { samples, count: rows.count, outputs, outputsSNO: new Float32Array(samples * rows.count * outputs) };
    const own = piece.count * outputs;
    for (let s = 0; s < samples; s++)
      all.outputsSNO.set(outputsSNO.subarray(s * own, (s + 1) * own), (s * rows.count + piece.start) * outputs);
  }
  return all!;
}

async function locateAll(predictor: Predictor, rows: Features, signal?: AbortSignal): Promise<Vectors> {
  let all: Vectors | null = null;
  for (const piece of piecesOf(rows)) {
    signal?.throwIfAborted();
    const { width, dataND } = await predictor.locate(piece);
    all ??= { count: rows.count, width, dataND: new Float32Array(rows.count * width) };
    all.dataND.set(dataND, piece.start * width);
  }
  return all!;
}

/** Features as points. */
const asVectors = ({ count, shape, data }: Features): Vectors => ({
  count,
  width: sizeOf(shape),
  dataND: data instanceof Float32Array ? data : Float32Array.from(data),
});
