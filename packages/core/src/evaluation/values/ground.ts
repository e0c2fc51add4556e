import { CoreError } from '../../errors.js';
import type { Ground, JudgedBy } from '../figure.js';

export type Valued = JudgedBy['gaussian'];

/** Target values of a record. */
export const targetsOf = ({ predictions }: Valued) => predictions.outputs / 2;

export const ofValues: Ground<'gaussian'> = {
  likelihood: 'gaussian',
  count({ predictions: { samples, count, outputs, outputsSNO }, valuesNT }) {
    if (outputs % 2 !== 0 || outputsSNO.length !== samples * count * outputs) {
      throw new CoreError(
        'shape_mismatch',
        `${samples} draws for ${count} records with ${outputs} outputs, means and log variances, do not make ${outputsSNO.length} values.`,
      );
    }
    if (valuesNT.length !== (count * outputs) / 2) {
      throw new CoreError(
        'shape_mismatch',
        `${count} records need ${(count * outputs) / 2} target values; there are ${valuesNT.length}.`,
      );
    }
    for (let i = 0; i < valuesNT.length; i++)
      if (!Number.isFinite(valuesNT[i]!))
        throw new CoreError('invalid_label', `The target value ${valuesNT[i]} is not a finite number.`);
    return count;
  },
  isSound({ predictions: { samples, count, outputs, outputsSNO } }, n) {
    for (let s = 0; s < samples; s++)
      for (let o = 0; o < outputs; o++) if (Number.isNaN(outputsSNO[(s * count + n) * outputs + o]!)) return false;
    return true;
  },
};

/** What the draws say of one value: the mixture of their normal distributions. */
export interface Mixture {
  means: Float64Array;
  logVariances: Float64Array;
  variances: Float64Array;
  /** What is true. */
  value: number;
}

/** One of a record's values. */
export function mixtureOf({ predictions, valuesNT }: Valued, n: number, t: number): Mixture {
  const { samples, count, outputs, outputsSNO } = predictions;
  const targets = outputs / 2;
  const at = (s: number) => (s * count + n) * outputs + t;
  const logVariances = Float64Array.from({ length: samples }, (_, s) => outputsSNO[at(s) + targets]!);
  return {
    means: Float64Array.from({ length: samples }, (_, s) => outputsSNO[at(s)]!),
    logVariances,
    variances: logVariances.map(Math.exp),
    value: valuesNT[n * targets + t]!,
  };
}

/** Mean over a record's values, which says something only where these share a unit. */
export function meanOver(judged: Valued, n: number, of: (mixture: Mixture) => number): number {
  const targets = targetsOf(judged);
  let sum = 0;
  for (let t = 0; t < targets; t++) sum += of(mixtureOf(judged, n, t));
  return sum / targets;
}
