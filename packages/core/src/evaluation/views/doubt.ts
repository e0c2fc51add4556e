import { quantile } from '../bootstrap.js';
import type { Said } from './said.js';

/** Records about which a model is about as unsure. */
export interface DoubtBin {
  /** From and to which uncertainty, in the unit of these. */
  low: number;
  high: number;
  /** Answers that are right and wrong; of values, those nearer to the truth than most, and the others. */
  right: number;
  wrong: number;
}

const BINS = 20;

/**
 * How unsure a model is where it is right and where it is wrong: the further apart, the better its doubt tells which answers
 * need a person. A value is right where it is nearer than the median of the errors.
 *
 * @param said [N]
 * @returns [20] bins of equal width from 0 to the greatest uncertainty; none of no records
 */
export function doubtOf(said: readonly Said[]): DoubtBin[] {
  if (said.length === 0) return [];
  const most = said.reduce((top, { uncertainty }) => Math.max(top, uncertainty), 0) || 1;
  const near = quantile(
    said.map(({ error }) => error).sort((a, b) => a - b),
    0.5,
  );
  const bins = Array.from(
    { length: BINS },
    (_, at): DoubtBin => ({
      low: (at * most) / BINS,
      high: ((at + 1) * most) / BINS,
      right: 0,
      wrong: 0,
    }),
  );
  for (const { uncertainty, isRight, error } of said) {
    const bin = bins[Math.min(BINS - 1, Math.floor((uncertainty / most) * BINS))];
    if (!bin) continue; // of a prediction that is no number
    if (isRight ?? error <= near) bin.right++;
    else bin.wrong++;
  }
  return bins;
}
