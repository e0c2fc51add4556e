import { CoreError } from '../errors.js';
import { summarizeClasses } from '../likelihoods/summaries.js';
import { parseOptions } from '../options.js';
import { checkSuitable } from '../suitable.js';
import type { Acquisition, Joint } from './acquisition.js';

/** Class probabilities that draws, members or passes of any model give to each record: [S][N][C]. */
export type Probs = readonly (readonly ArrayLike<number>[])[];

/** Rows may be off by this much: what float16 makes of probabilities. */
const TOLERANCE = 1e-2;
/** So much below 0 is rounding, as of 1 less the others in float32, and counts as 0. */
const ROUNDING = 1e-6;

/**
 * Scores of records by what several draws of a model say of them, whatever the model is and wherever it runs. Whoever has
 * one prediction a record only gives a single draw; BALD and its relatives are then 0 throughout.
 *
 * @param probs [S][N][C], each row summing to 1; the same draws in the same order for every record
 * @param targets [S][M][C] of the records that the model is meant for, where the acquisition asks about them
 * @returns [N], higher means ask sooner; NaN for a record with a probability that is NaN
 * @throws shape_mismatch where lengths differ, or numbers are no probabilities; invalid_options
 */
export function scoreProbs(
  probs: Probs,
  acquisition: Acquisition,
  { options = {}, targets }: { options?: unknown; targets?: Probs } = {},
): Float64Array {
  checkSuitable(acquisition, 'categorical');
  if (acquisition.needs === 'targets' && !targets)
    throw new CoreError('invalid_options', `${acquisition.title} needs the predictions for target records too.`);
  const predictions = jointOf(probs);
  const besides = targets ? { predictions, targets: jointOf(targets) } : { predictions };
  return acquisition.score({ ...summarizeClasses(predictions), ...besides }, parseOptions(acquisition, options));
}

/**
 * Joint predictions of classes from nested arrays of probabilities.
 *
 * @param probs [S][N][C], each row summing to 1
 * @throws shape_mismatch
 */
export function jointOf(probs: Probs): Joint {
  const [samples, count, outputs] = [probs.length, probs[0]?.length ?? 0, probs[0]?.[0]?.length ?? 0];
  const outputsSNO = new Float64Array(samples * count * outputs);
  probs.forEach((draw, s) => {
    if (draw.length !== count)
      throw new CoreError('shape_mismatch', `Draw ${s} speaks of ${draw.length} records, draw 0 of ${count}.`);
    draw.forEach((row, n) => {
      check(row, outputs, `record ${n} by draw ${s}`);
      for (let c = 0; c < outputs; c++) outputsSNO[(s * count + n) * outputs + c] = Math.log(Math.max(0, row[c]!));
    });
  });
  return { samples, count, outputs, outputsSNO };
}

function check(row: ArrayLike<number>, outputs: number, name: string): void {
  if (row.length !== outputs)
    throw new CoreError('shape_mismatch', `There are ${row.length} probabilities for ${name}, not ${outputs}.`);
  let sum = 0;
  for (let c = 0; c < outputs; c++) {
    if (row[c]! < -ROUNDING)
      throw new CoreError('shape_mismatch', `A probability for ${name} is ${row[c]}: give probabilities, not logits.`);
    sum += row[c]!;
  }
  if (Math.abs(sum - 1) > TOLERANCE)
    throw new CoreError('shape_mismatch', `The probabilities for ${name} sum to ${sum}, not 1: give them by softmax.`);
}
