/** How alike two orders of asking are. */
export interface RankingsCompared {
  /** Share in [0, 1] of the first questions that both ask. */
  overlap: number;
  /** Records that stand in both orders. */
  common: number;
  /** Spearman's ρ in [−1, 1] of the places of those records; null of fewer than two. */
  correlation: number | null;
}

/**
 * Two orders of the same pool, each of which may be cut after its best.
 *
 *     ρ = 1 − 6 Σ d² / ( n (n² − 1) ),   d: difference of the places among the n records in common
 *
 * @param first [N] places in the pool, each once, best first
 * @param second [M] the same
 * @param top so many of each are the first questions; all where there are fewer
 * @source Spearman 1904, The Proof and Measurement of Association between Two Things
 */
export function compareRankings(first: readonly number[], second: readonly number[], top: number): RankingsCompared {
  const most = Math.min(top, first.length, second.length);
  const head = new Set(first.slice(0, most));
  const shared = second.slice(0, most).filter((index) => head.has(index)).length;
  const inFirst = new Set(first);
  const both = second.filter((index) => inFirst.has(index));
  const inBoth = new Set(both);
  const placeInFirst = new Map(first.filter((index) => inBoth.has(index)).map((index, place) => [index, place]));
  const n = both.length;
  const squares = both.reduce((sum, index, place) => sum + (place - placeInFirst.get(index)!) ** 2, 0);
  return {
    overlap: most === 0 ? 0 : shared / most,
    common: n,
    correlation: n < 2 ? null : 1 - (6 * squares) / (n * (n * n - 1)),
  };
}
