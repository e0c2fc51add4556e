import type { Said } from './said.js';

/** What is true of the answers that a model is surest of. */
export interface AnsweredPoint {
  /** Of all records, in (0, 1]. */
  share: number;
  /** Mean error of these: the share that is wrong, or the mean distance from the value. */
  error: number;
}

const MOST_POINTS = 100;

/**
 * How wrong a model is where it may leave its least sure answers to people: the mean error of the surest, over all shares of
 * them. Answers that are equally sure come together.
 *
 * @param said [N]
 * @returns [≤ 100] points by rising share; the last is that of all records
 * @source Geifman et al. 2019, arXiv:1805.08206
 */
export function answeredOf(said: readonly Said[]): AnsweredPoint[] {
  const order = said.toSorted((a, b) => a.uncertainty - b.uncertainty);
  const points: AnsweredPoint[] = [];
  const gap = Math.max(1, order.length / MOST_POINTS);
  let sum = 0;
  let next = gap;
  order.forEach(({ error, uncertainty }, n) => {
    sum += error;
    const answered = n + 1;
    const isLast = answered === order.length;
    if (!isLast && (answered < next || order[answered]?.uncertainty === uncertainty)) return;
    points.push({ share: answered / order.length, error: sum / answered });
    next = answered + gap;
  });
  return points;
}
