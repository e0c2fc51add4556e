/**
 * Average precision: the area under the curve of precision over recall in steps, one for each different score.
 *
 *     Σ_k (R_k − R_{k−1}) · P_k
 *
 * @param sure [N] scores, higher first
 * @param right [N], 1 of what is to be found, else 0
 * @returns in (0, 1]; NaN where there is nothing to be found or a score is NaN
 * @source Zhu 2004, Recall, Precision and Average Precision, University of Waterloo; as scikit-learn's average_precision_score
 */
export function averagePrecision(sure: ArrayLike<number>, right: ArrayLike<number>): number {
  const order = Array.from(sure, (_, i) => i).sort((a, b) => sure[b]! - sure[a]!);
  if (order.some((i) => Number.isNaN(sure[i]!))) return Number.NaN;
  const all = order.reduce((sum, i) => sum + right[i]!, 0);
  let [found, area] = [0, 0];
  for (let from = 0, to = 0; from < order.length; from = to) {
    let tied = 0;
    for (to = from; to < order.length && sure[order[to]!] === sure[order[from]!]; to++) tied += right[order[to]!]!;
    found += tied;
    area += (tied / all) * (found / to);
  }
  return all > 0 ? area : Number.NaN;
}
