import { acquisitions } from '../acquisitions/index.js';
import { mergeParts } from '../scoring/merge-parts.js';
import type { Predictor } from '../scoring/predictor.js';
import { type Ranking, type ScoredPart, type ScoreProgress, scorePart } from '../scoring/score-part.js';
import { selections } from '../selections/index.js';
import type { Features } from '../tensors/features.js';
import { permutation } from '../tensors/random.js';
import { STREAMS } from '../tensors/streams.js';
import type { LoopConfig } from './config.js';
import type { FeatureRun, FeatureSource } from './feature-source.js';
import { looksAtPool, rankingLength } from './rounds.js';

/** Records of the pool, drawn at random, about which an acquisition with targets wants to learn. */
const TARGETS = 100;
/** Labelled records that new ones are kept apart from, the latest. */
const MOST_LABELLED = 10_000;

/** A trained round and its pool. */
export interface RankTask {
  config: LoopConfig;
  source: FeatureSource;
  predictor: Predictor;
  seed: number;
  /** Records that are no candidates: labelled, or kept for measuring. */
  isExcluded(index: number): boolean;
  /** Whether the predictor knows a record; it knows all of them if left out. */
  isKnown?(index: number): boolean;
  /** Mean number of labels that hold on a labelled record, where any number of them may. */
  cardinality?: number;
  signal?: AbortSignal;
}

/** The order in which to ask. */
export interface Ranked {
  /** Best first; the score is null where the acquisition gives none. */
  ranking: { index: number; score: number | null }[];
  /** Candidates in the pool. */
  scored: number;
}

/** Scores a part of the pool; what comes out of all parts does not depend on the cut. @throws as `scorePart` */
export async function score(
  task: RankTask & { part?: FeatureRun; onProgress?(progress: ScoreProgress): void },
): Promise<ScoredPart> {
  const { source, predictor, part = source, cardinality, onProgress, ...rest } = task;
  const ranking = rankingOf(task);
  const targets = ranking.acquisition.needs === 'targets' ? { targets: await source.rowsOf(targetsOf(task)) } : {};
  return scorePart({
    ...rest,
    ...ranking,
    ...targets,
    predictor,
    chunks: part.chunks(),
    total: part.total,
    ...(cardinality === undefined ? {} : { cardinality }),
    ...(onProgress ? { onProgress } : {}),
  });
}

/**
 * The ranking from all parts of the pool, its first questions chosen together.
 *
 * @param parts what `score` has left; not read where the acquisition looks at no record
 * @param labelled places of the labelled records, the latest last
 * @param rowsOfLabelled their features, where `source` holds candidates only
 * @throws as `mergeParts`
 */
export async function rank(
  task: RankTask & {
    parts: readonly ScoredPart[];
    labelled: readonly number[];
    rowsOfLabelled?(places: number[]): Promise<Features>;
  },
): Promise<Ranked> {
  const { config, source, predictor, labelled, signal, rowsOfLabelled = source.rowsOf } = task;
  const ranking = rankingOf(task);
  const readsLabelled = ranking.selection.batch?.reads.includes('labelled') && labelled.length > 0;
  const { top, scored } = await mergeParts({
    ...ranking,
    parts: looksAtPool(config) ? task.parts : [await score(task)],
    predictor,
    rowsOf: (indices) => source.rowsOf(indices),
    ...(readsLabelled ? { labelled: await rowsOfLabelled(labelled.slice(-MOST_LABELLED)) } : {}),
    ...(signal ? { signal } : {}),
  });
  const hasScores = looksAtPool(config);
  return { ranking: top.map(({ index, score: own }) => ({ index, score: hasScores ? own : null })), scored };
}

/** The same target records for every part of the pool. */
const targetsOf = ({ source, seed, isKnown = () => true }: RankTask) =>
  Array.from(permutation(source.total, seed, STREAMS.targets).filter(isKnown).subarray(0, TARGETS));

function rankingOf({ config, seed }: RankTask): Ranking {
  const { acquisition, selection, labelsPerRound } = config;
  return {
    acquisition: acquisitions.get(acquisition.id),
    options: acquisition.options,
    selection: selections.get(selection.id),
    selectionOptions: selection.options,
    keep: rankingLength(labelsPerRound),
    batch: labelsPerRound,
    seed,
  };
}
