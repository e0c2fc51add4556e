import type { JudgedBy } from '../figure.js';
import { mixtureOf, ofValues } from '../values/ground.js';
import { mixtureQuantile } from '../values/quantile.js';

/** A true value beside its prediction, in the unit of the values. */
export interface PredictedValue {
  /** Place among the records. */
  row: number;
  truth: number;
  mean: number;
  /** Ends of the central 95 % of the prediction. */
  low: number;
  high: number;
}

/**
 * Predicted against true values, of the first value of each record.
 *
 * @param most points; of more records as many are taken at equal distances
 * @returns [≤ most]
 * @throws shape_mismatch, invalid_label where predictions and truth do not belong together
 */
export function predictedValues(judged: JudgedBy['gaussian'], most = 1_000): PredictedValue[] {
  const count = ofValues.count(judged);
  const points = Math.min(count, most);
  return Array.from({ length: points }, (_, at) => {
    const row = Math.floor((at * count) / points);
    const mixture = mixtureOf(judged, row, 0);
    const { means, value: truth } = mixture;
    const mean = means.reduce((sum, one) => sum + one, 0) / means.length;
    return { row, truth, mean, low: mixtureQuantile(mixture, 0.025), high: mixtureQuantile(mixture, 0.975) };
  });
}
