import { ofClasses, predictedOf } from '../classes/ground.js';
import type { JudgedBy } from '../figure.js';

/** Records of one class for which the model says one class. */
export interface ConfusionCell {
  /** Both in 0 … C−1. */
  truth: number;
  said: number;
  /** [M] places among the records. */
  rows: number[];
}

/**
 * What is taken for what: the cells of the confusion matrix that have records, row by row.
 *
 * @returns [≤ C²] cells; those with truth = said lie on the diagonal
 * @throws shape_mismatch, invalid_label where predictions and truth do not belong together
 */
export function confusionOf(judged: JudgedBy['categorical']): ConfusionCell[] {
  const cells = new Map<number, ConfusionCell>();
  const count = ofClasses.count(judged);
  for (let n = 0; n < count; n++) {
    const [truth, said] = [judged.labelsN[n]!, predictedOf(judged, n)];
    const at = truth * judged.classes + said;
    const cell = cells.get(at) ?? { truth, said, rows: [] };
    cell.rows.push(n);
    cells.set(at, cell);
  }
  return [...cells].sort(([a], [b]) => a - b).map(([, cell]) => cell);
}
