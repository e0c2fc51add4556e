import { equalWidth } from '../bins.js';
import { answersOf } from '../classes/ground.js';
import { mixtureShare } from '../crps.js';
import { type Estimate, wilsonInterval } from '../intervals.js';
import { countOf, type JudgedRecords } from '../judged-records.js';
import { labelsOf } from '../labels/ground.js';
import { mixtureOf, targetsOf } from '../values/ground.js';

/** Forecasts of about one size, and how often what they forecast came true. */
export interface ReliabilityPoint {
  /** Mean of the forecasts, in [0, 1]. */
  forecast: number;
  /** Share of them that came true, with its 95 % interval. */
  share: Estimate;
  /** Forecasts. */
  count: number;
}

/** Central intervals of a prediction whose coverage is looked at. */
const LEVELS = Array.from({ length: 19 }, (_, at) => (at + 1) / 20);

/**
 * How far what a model is sure of can be believed: of the class that it says, over the 15 bins that the calibration error is
 * measured in; of every label of every record, over the same bins; of values, the share that falls into the central
 * interval which ought to hold 5 %, 10 %, … 95 % of them.
 *
 * @returns [B] points by rising forecast, bins without any left out; all in [0, 1]
 * @throws shape_mismatch, invalid_label where predictions and truth do not belong together
 * @source DeGroot and Fienberg 1983, The Statistician 32:12; of values Kuleshov et al. 2018, arXiv:1807.00263
 */
export function reliabilityOf(records: JudgedRecords): ReliabilityPoint[] {
  const rows = Array.from({ length: countOf(records) }, (_, n) => n);
  if (records.likelihood === 'gaussian') {
    const { judged } = records;
    const targets = Array.from({ length: targetsOf(judged) }, (_, t) => t);
    const fallen = rows.flatMap((n) =>
      targets.map((t) => {
        const { means, variances, value } = mixtureOf(judged, n, t);
        return 2 * Math.abs(mixtureShare(means, variances, value) - 0.5);
      }),
    );
    if (fallen.length === 0) return [];
    return LEVELS.map((forecast) => {
      const hits = fallen.filter((place) => place <= forecast).length;
      return { forecast, share: wilsonInterval(hits, fallen.length), count: fallen.length };
    });
  }
  const forecasts =
    records.likelihood === 'categorical'
      ? answersOf(records.judged, rows)
      : labelsOf(records.judged, rows).reduce(
          (all, { sure, right }) => ({ sure: all.sure.concat(sure), right: all.right.concat(right) }),
          { sure: [] as number[], right: [] as number[] },
        );
  return equalWidth(forecasts).flatMap(({ count, forecast, hits }) =>
    count === 0 ? [] : [{ forecast: forecast / count, share: wilsonInterval(hits, count), count }],
  );
}
