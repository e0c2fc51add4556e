/**
 * Area under the ROC curve: the probability that a positive has a higher score than a negative, where equal scores count
 * half. By ranks (Mann and Whitney), with mean ranks for ties:
 *
 *     ( Σ_{i positive} rank_i − P(P+1)/2 ) / (P·Q)      P positives, Q negatives
 *
 * @param positives [P] scores of what is to be told, such as records of another kind than those trained on
 * @param negatives [Q] scores of the others
 * @returns in [0, 1], 0.5 where scores tell nothing; NaN where either is empty or a score is NaN
 * @source Mann and Whitney 1947, Ann. Math. Stat. 18:50; Hanley and McNeil 1982, Radiology 143:29
 */
export function auroc(positives: ArrayLike<number>, negatives: ArrayLike<number>): number {
  const [p, q] = [positives.length, negatives.length];
  if (p === 0 || q === 0) return Number.NaN;
  const scores = new Float64Array(p + q);
  scores.set(positives, 0);
  scores.set(negatives, p);
  if (scores.some(Number.isNaN)) return Number.NaN;
  const order = Uint32Array.from(scores, (_, i) => i).sort((a, b) => compare(scores[a]!, scores[b]!));
  let rankSum = 0;
  for (let from = 0, to = 0; from < order.length; from = to) {
    let tiedPositives = 0;
    for (to = from; to < order.length && scores[order[to]!] === scores[order[from]!]; to++) {
      if (order[to]! < p) tiedPositives++;
    }
    rankSum += (tiedPositives * (from + 1 + to)) / 2; // ranks from+1 … to, of which each gets the mean
  }
  return (rankSum - (p * (p + 1)) / 2) / (p * q);
}

/** Of forecasts and whether each came true. */
export const aurocOf = ({ sure, right }: { sure: number[]; right: number[] }) =>
  auroc(
    sure.filter((_, i) => right[i] === 1),
    sure.filter((_, i) => right[i] === 0),
  );

/** A difference would be NaN for two infinities of one sign. */
const compare = (a: number, b: number) => (a < b ? -1 : a > b ? 1 : 0);
