import { CoreError } from '../errors.js';

/**
 * One score out of several, by their rankings: what the scores are in numbers does not matter, only their order, so that
 * scores of any units go together.
 *
 *     Σ_i w_i · rank_i / Σ_i w_i
 *
 * The lowest score has rank 1, the highest N; equal scores share the mean of their ranks. It needs the scores of the whole
 * pool, and a candidate's result depends on who else is in it.
 *
 * @param scores [R][N], R rankings, higher means ask sooner
 * @param weights [R] one for each, 0 or above; all the same if left out
 * @returns [N] between 1 and N; a candidate that is NaN in any of them is NaN, and takes up no rank in the others
 * @throws shape_mismatch, invalid_options
 * @source Borda 1781; as the sum of ranks of several criteria: Dwork et al. 2001, Rank Aggregation Methods for the Web
 */
export function byRanks(scores: readonly ArrayLike<number>[], weights = scores.map(() => 1)): Float64Array {
  const total = check(scores, weights);
  const count = scores[0]!.length;
  const ranked = Array.from({ length: count }, (_, n) => n).filter((n) => !scores.some((own) => Number.isNaN(own[n]!)));
  const result = new Float64Array(count).fill(Number.NaN);
  for (const n of ranked) result[n] = 0;
  scores.forEach((own, i) => {
    const order = Uint32Array.from(ranked).sort((a, b) => compare(own[a]!, own[b]!));
    for (let from = 0, to = 0; from < order.length; from = to) {
      for (to = from; to < order.length && own[order[to]!] === own[order[from]!]; ) to++;
      // Ranks from + 1 … to, of which each gets the mean.
      for (let at = from; at < to; at++)
        result[order[at]!] = result[order[at]!]! + ((weights[i]! / total) * (from + 1 + to)) / 2;
    }
  });
  return result;
}

/** @returns the sum of the weights */
function check(scores: readonly ArrayLike<number>[], weights: readonly number[]): number {
  const count = scores[0]?.length ?? 0;
  if (scores.length === 0 || weights.length !== scores.length || scores.some(({ length }) => length !== count))
    throw new CoreError(
      'shape_mismatch',
      `Rankings go together when there is one at least, each with a weight and all of the same candidates; there are ${scores.length} of ${scores.map(({ length }) => length).join(', ')} candidates and ${weights.length} weights.`,
    );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0 && Number.isFinite(total) && weights.every((weight) => weight >= 0)))
    throw new CoreError(
      'invalid_options',
      `The weights ${weights.join(', ')} are not all 0 or above with one above 0.`,
    );
  return total;
}

/** A difference would be NaN for two infinities of one sign. */
const compare = (a: number, b: number) => (a < b ? -1 : a > b ? 1 : 0);
