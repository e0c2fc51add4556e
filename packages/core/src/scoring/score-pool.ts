import { type MergeParts, mergeParts, type ScoredPool } from './merge-parts.js';
import { type ScorePart, scorePart } from './score-part.js';

/** A pool and how to rank it. */
export type ScorePool = ScorePart & Omit<MergeParts, 'parts' | 'predictor'>;

/**
 * Scores a pool of any size in one go. The result depends neither on the order nor on the cut of the chunks, and is that
 * of the same pool scored in parts.
 *
 * @throws invalid_options, shape_mismatch; whatever `signal` was aborted with
 */
export async function scorePool(pool: ScorePool): Promise<ScoredPool & { seconds: number }> {
  const since = performance.now();
  const merged = await mergeParts({ ...pool, parts: [await scorePart(pool)] });
  return { ...merged, seconds: (performance.now() - since) / 1_000 };
}
