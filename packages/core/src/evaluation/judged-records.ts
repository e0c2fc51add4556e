import { CoreError } from '../errors.js';
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

/**
 * What was said of several lots of records as of one, one after the other.
 *
 * @param lots at least one, of one likelihood, one number of outputs and, of values, one number of draws
 * @returns records in the order of the lots
 * @throws shape_mismatch where they do not belong together
 */
export function mergeJudged(lots: readonly JudgedRecords[]): JudgedRecords {
  const [first] = lots;
  if (!first || lots.some((lot) => widthsOf(lot) !== widthsOf(first)))
    throw new CoreError('shape_mismatch', 'Only predictions of the same kind can be put together.');
  const indexN = Int32Array.from(lots.flatMap((lot) => Array.from(lot.indexN)));
  if (first.likelihood === 'gaussian') {
    const own = lots.flatMap((lot) => (lot.likelihood === 'gaussian' ? [lot.judged] : []));
    const { samples, outputs } = first.judged.predictions;
    const count = indexN.length;
    const outputsSNO = new Float32Array(samples * count * outputs);
    let at = 0;
    for (const { predictions } of own) {
      for (let s = 0; s < samples; s++)
        for (let i = 0; i < predictions.count * outputs; i++)
          outputsSNO[(s * count + at) * outputs + i] = predictions.outputsSNO[s * predictions.count * outputs + i]!;
      at += predictions.count;
    }
    const valuesNT = joined(own.map((one) => one.valuesNT));
    return {
      likelihood: 'gaussian',
      indexN,
      judged: { predictions: { samples, count, outputs, outputsSNO }, valuesNT },
    };
  }
  const own = lots.flatMap((lot) => (lot.likelihood === 'gaussian' ? [] : [lot.judged]));
  const entropies = own.map(({ expectedEntropyN }) => expectedEntropyN ?? null);
  const said = {
    classes: first.judged.classes,
    probsNC: joined(own.map(({ probsNC }) => probsNC)),
    ...(entropies.includes(null) ? {} : { expectedEntropyN: joined(entropies.map((one) => one!)) }),
  };
  const truth = joined(own.map((one) => ('labelsN' in one ? one.labelsN : one.heldNC)));
  return first.likelihood === 'categorical'
    ? { likelihood: 'categorical', indexN, judged: { ...said, labelsN: truth } }
    : { likelihood: 'bernoulli', indexN, judged: { ...said, heldNC: truth } };
}

/** Equal where lots belong together. */
const widthsOf = (lot: JudgedRecords): string =>
  lot.likelihood === 'gaussian'
    ? `gaussian ${lot.judged.predictions.samples} ${lot.judged.predictions.outputs}`
    : `${lot.likelihood} ${lot.judged.classes}`;

const joined = (parts: ArrayLike<number>[]) => Float64Array.from(parts.flatMap((part) => Array.from(part)));
