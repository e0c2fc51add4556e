import type { LikelihoodId } from '../likelihoods/likelihood.js';
import { ofClasses } from './classes/ground.js';
import type { JudgedBy } from './figure.js';
import { ofLabels } from './labels/ground.js';
import { ofValues } from './values/ground.js';

/** What a model said of records that it had not seen, beside what is true of them. */
export type JudgedRecords = {
  [Of in LikelihoodId]: {
    likelihood: Of;
    /** [N] places of the records in their pool. */
    indexN: Int32Array;
    judged: JudgedBy[Of];
  };
}[LikelihoodId];

/** Records that are judged. @throws shape_mismatch, invalid_label where predictions and truth do not belong together */
export function countOf(records: JudgedRecords): number {
  if (records.likelihood === 'categorical') return ofClasses.count(records.judged);
  return records.likelihood === 'bernoulli' ? ofLabels.count(records.judged) : ofValues.count(records.judged);
}

/**
 * Some of the records, in the order of their places in it.
 *
 * @param rows [M] each in 0 … N−1
 * @returns [M] records
 */
export function pickJudged(records: JudgedRecords, rows: readonly number[]): JudgedRecords {
  const indexN = Int32Array.from(rows, (n) => records.indexN[n]!);
  if (records.likelihood === 'gaussian') {
    const { predictions, valuesNT } = records.judged;
    const { samples, count, outputs, outputsSNO } = predictions;
    const own = new Float32Array(samples * rows.length * outputs);
    for (let s = 0; s < samples; s++)
      rows.forEach((n, at) => {
        for (let o = 0; o < outputs; o++)
          own[(s * rows.length + at) * outputs + o] = outputsSNO[(s * count + n) * outputs + o]!;
      });
    const drawn = { samples, count: rows.length, outputs, outputsSNO: own };
    return { ...records, indexN, judged: { predictions: drawn, valuesNT: pickRows(valuesNT, rows, outputs / 2) } };
  }
  const { classes, probsNC, expectedEntropyN } = records.judged;
  const said = {
    classes,
    probsNC: pickRows(probsNC, rows, classes),
    ...(expectedEntropyN ? { expectedEntropyN: pickRows(expectedEntropyN, rows, 1) } : {}),
  };
  return records.likelihood === 'categorical'
    ? { ...records, indexN, judged: { ...said, labelsN: pickRows(records.judged.labelsN, rows, 1) } }
    : { ...records, indexN, judged: { ...said, heldNC: pickRows(records.judged.heldNC, rows, classes) } };
}

const pickRows = (values: ArrayLike<number>, rows: readonly number[], width: number) =>
  Float64Array.from(
    { length: rows.length * width },
    (_, at) => values[rows[Math.floor(at / width)]! * width + (at % width)]!,
  );
