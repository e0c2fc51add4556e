import { entropy, xlogy } from '../../tensors/entropy.js';
import { predictedOf } from '../classes/ground.js';
import { countOf, type JudgedRecords } from '../judged-records.js';
import { isGiven } from '../labels/ground.js';
import { mixtureOf } from '../values/ground.js';

/** What a model said of one record. */
export interface Said {
  /** As labels are given to a likelihood: the index of a class, a 0 or 1 for each label, or values. */
  answer: number[];
  /** Whether that is all true; null of values, which are never met. */
  isRight: boolean | null;
  /** How far the answer is from the truth: 0 or 1 of a class, the share of wrong labels, the distance of the first value. */
  error: number;
  /** Of all doubt: nats of the mean prediction, or the standard deviation of the first value. */
  uncertainty: number;
  /** The part that more labels would take away, in the same unit; null where it is unknown. */
  epistemic: number | null;
  /** Of the class that is said, or of all labels together as they are said; null of values. */
  confidence: number | null;
}

/**
 * What a model said of each record.
 *
 * @returns [N], uncertainties in nats, or in the unit of the values
 * @throws shape_mismatch, invalid_label where predictions and truth do not belong together
 */
export function saidOf(records: JudgedRecords): Said[] {
  const rows = Array.from({ length: countOf(records) }, (_, n) => n);
  const { likelihood } = records;
  if (likelihood === 'gaussian') return rows.map((n) => saidOfValue(records.judged, n));
  const { classes, probsNC, expectedEntropyN } = records.judged;
  const withParts = (n: number, uncertainty: number) => {
    const expected = expectedEntropyN?.[n];
    return { uncertainty, epistemic: expected === undefined ? null : Math.max(0, uncertainty - expected) };
  };
  const probsOf = (n: number) => Float64Array.from({ length: classes }, (_, c) => probsNC[n * classes + c]!);
  if (likelihood === 'categorical')
    return rows.map((n) => {
      const [probs, said] = [probsOf(n), predictedOf(records.judged, n)];
      const isRight = said === records.judged.labelsN[n];
      const confidence = probs[said]!;
      return { answer: [said], isRight, error: Number(!isRight), confidence, ...withParts(n, entropy(probs)) };
    });
  const { heldNC } = records.judged;
  return rows.map((n) => {
    const probs = probsOf(n);
    const answer = Array.from(probs, (p) => Number(isGiven(p)));
    const wrong = answer.filter((said, c) => said !== heldNC[n * classes + c]).length;
    const confidence = probs.reduce((product, p) => product * Math.max(p, 1 - p), 1);
    const doubt = probs.reduce((sum, p) => sum - xlogy(p, p) - xlogy(1 - p, 1 - p), 0);
    return { answer, isRight: wrong === 0, error: wrong / classes, confidence, ...withParts(n, doubt) };
  });
}

function saidOfValue(judged: Extract<JudgedRecords, { likelihood: 'gaussian' }>['judged'], n: number): Said {
  const width = judged.predictions.outputs / 2;
  const parts = Array.from({ length: width }, (_, t) => mixtureOf(judged, n, t));
  const answer = parts.map(({ means }) => meanOf(means));
  const { means, variances, value } = parts[0]!;
  const spread = meanOf(means.map((mean) => (mean - answer[0]!) ** 2));
  return {
    answer,
    isRight: null,
    error: Math.abs(answer[0]! - value),
    uncertainty: Math.sqrt(spread + meanOf(variances)),
    epistemic: Math.sqrt(spread),
    confidence: null,
  };
}

const meanOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
