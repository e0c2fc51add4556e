import type { Estimate } from '../evaluation/intervals.js';
import { type CurvePoint, fitPowerLaw } from './power-law.js';

/** Rounds that a curve is drawn through: fewer say nothing of how sure it is, very old ones are of another slope. */
const [FEWEST, MOST] = [3, 10];
/** 97.5 % quantiles of Student's t with 1 to 8 degrees of freedom. */
const STUDENT = [12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.306];

/**
 * What the next labels are likely to take off the error: a power law through the last ten rounds is carried on, as steep as
 * its slope is known to be.
 *
 *     gain = error(n) · ( 1 − ((n + next) / n)^slope ),   slope ± t · its standard error
 *
 * The interval is that of the slope alone: that the rounds share one holdout, and that curves flatten in the end, is not in it.
 *
 * @param points of the rounds, oldest first
 * @param next labels that would come
 * @returns the error of the law now, and the gain with its 95 % interval, both in the unit of the error, negative where the
 *   error may rise; null of fewer than three rounds, or of rounds with as many labels or without any error
 * @source Cortes et al. 1993, Learning Curves: Asymptotic Values and Rate of Convergence
 */
export function nextGain(points: readonly CurvePoint[], next: number): { error: number; gain: Estimate } | null {
  const last = points.slice(-MOST);
  const labels = last.at(-1)?.labels ?? 0;
  if (last.length < FEWEST || labels < 1 || last.every(({ error }) => error <= 0)) return null;
  const { at, slope, slopeError } = fitPowerLaw(last);
  if (!Number.isFinite(slopeError)) return null;
  const error = at(labels);
  const gainOf = (steep: number) => error * (1 - ((labels + next) / labels) ** steep);
  const half = STUDENT[last.length - FEWEST]! * slopeError;
  return { error, gain: { value: gainOf(slope), low: gainOf(slope + half), high: gainOf(slope - half) } };
}
