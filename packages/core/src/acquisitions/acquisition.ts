import { z } from 'zod';
import { CoreError } from '../errors.js';
import type { LikelihoodId } from '../likelihoods/likelihood.js';
import type { Explained } from '../suitable.js';

/** What acquisitions read of the summary of one likelihood; plain arrays, so that they run in a browser too. */
interface SummarizedAs<Kind extends string> {
  kind: Kind;
  count: number;
  /** Classes, labels or target values of a record. */
  classes: number;
  samples: number;
}

/** One of C classes. */
interface SummarizedClasses extends SummarizedAs<'categorical'> {
  /** [N, C]. */
  meanProbsNC: ArrayLike<number>;
  /** [N] nats. */
  expectedEntropyN: ArrayLike<number>;
}

/** Any number of C labels. */
export interface SummarizedLabels extends SummarizedAs<'bernoulli'> {
  /** [N, C]. */
  meanProbsNC: ArrayLike<number>;
  /** [N, C] nats. */
  expectedEntropyNC: ArrayLike<number>;
}

/** T values. */
export interface SummarizedValues extends SummarizedAs<'gaussian'> {
  /** [N, T], in the units of the targets squared. */
  epistemicNT: ArrayLike<number>;
  aleatoricNT: ArrayLike<number>;
  /** [N, T], mean over the draws of the log of the noise variance. */
  expectedLogVarianceNT: ArrayLike<number>;
}

/** What acquisitions read, by likelihood. */
export interface SummarizedOf {
  categorical: SummarizedClasses;
  bernoulli: SummarizedLabels;
  gaussian: SummarizedValues;
}

/** Joint predictions: what each draw says of each record. */
export interface Joint {
  samples: number;
  count: number;
  outputs: number;
  /** [S, N, outputs]: log-probabilities of classes in nats, logits of labels, or T means and T log variances. */
  outputsSNO: ArrayLike<number>;
}

/** What an acquisition is given besides the summary, by what it has said in `needs`. */
export interface Besides {
  /** Instead of the summary. */
  predictions?: Joint;
  /** Records that the model is meant for, under the same draws in the same order. */
  targets?: Joint;
  /** Mean number of labels that hold on a labelled record. */
  cardinality?: number;
}

/** Gives each candidate a score; higher means ask sooner. */
export interface Acquisition<Of extends LikelihoodId = LikelihoodId, Options extends z.ZodType = z.ZodType>
  extends Explained {
  unit: string;
  likelihoods: readonly Of[];
  /**
   * `nothing`: the candidates are drawn at random, and nobody computes a prediction for it. `predictions`: what each draw says.
   * `targets`: the same of the records that the model is meant for too.
   */
  needs: 'nothing' | 'summary' | 'predictions' | 'targets';
  /** Zero everywhere where draws cannot disagree. */
  needsDisagreement?: boolean;
  options: Options;
  /** @returns [N] */
  score(given: SummarizedOf[Of] & Besides, options: z.infer<Options>): Float64Array;
}

/** What acquisitions have in common that compare the classes that single draws give. */
export const OF_EVERY_DRAW = {
  cost: 'Reads what every draw says: S·C numbers a record.',
  likelihoods: ['categorical'],
  needs: 'predictions',
  needsDisagreement: true,
  options: z.object({}),
} as const;

/** What acquisitions have in common that ask for the records which the model is meant for. */
export const OF_TARGETS = {
  unit: 'nats',
  source: 'arXiv:2304.08151',
  needs: 'targets',
  needsDisagreement: true,
  options: z.object({}),
} as const;

/**
 * An acquisition as the registry has it: a record of which anything that was given is NaN, under any draw or in any class, has
 * the score NaN, whatever the acquisition would have made of it.
 *
 * The cast forgets the types of what is given and of the options, which `likelihoods` and the acquisition's own schema vouch for.
 */
export const defineAcquisition = <Of extends LikelihoodId, Options extends z.ZodType>(
  acquisition: Acquisition<Of, Options>,
): Acquisition => {
  const score: typeof acquisition.score = (given, options) => withoutBroken(acquisition.score(given, options), given);
  return { ...acquisition, score } as Acquisition;
};

const SUMMARIES = [
  'meanProbsNC',
  'expectedEntropyN',
  'expectedEntropyNC',
  'epistemicNT',
  'aleatoricNT',
  'expectedLogVarianceNT',
] as const;

/** In place: NaN for each record with a NaN in its summary or in what a draw says of it. */
function withoutBroken(
  scoresN: Float64Array,
  given: Partial<Record<(typeof SUMMARIES)[number], ArrayLike<number>>> & Besides,
): Float64Array {
  const count = scoresN.length;
  const mark = (values: ArrayLike<number>, width: number) => {
    for (let at = 0; at < values.length; at++)
      if (Number.isNaN(values[at])) scoresN[Math.floor(at / width) % count] = Number.NaN;
  };
  for (const name of SUMMARIES) if (given[name]) mark(given[name], given[name].length / count);
  if (given.predictions) mark(given.predictions.outputsSNO, given.predictions.outputs);
  return scoresN;
}

/** Applies a function to each row of an [N, C] array. @returns [N] */
export function mapRows(
  valuesNC: ArrayLike<number>,
  classes: number,
  apply: (row: Float64Array, n: number) => number,
): Float64Array {
  const count = valuesNC.length / classes;
  const row = new Float64Array(classes);
  return Float64Array.from({ length: count }, (_, n) => {
    for (let c = 0; c < classes; c++) row[c] = valuesNC[n * classes + c]!;
    return apply(row, n);
  });
}

/**
 * Applies a function to what all draws say of each record. @returns [N]
 *
 * @param apply gets one record's outputs, [S, outputs] row by row, in an array that the next record overwrites
 */
export function mapJoint(
  { samples, count, outputs, outputsSNO }: Joint,
  apply: (drawsSO: Float64Array, n: number) => number,
): Float64Array {
  const draws = new Float64Array(samples * outputs);
  return Float64Array.from({ length: count }, (_, n) => {
    for (let s = 0; s < samples; s++)
      for (let o = 0; o < outputs; o++) draws[s * outputs + o] = outputsSNO[(s * count + n) * outputs + o]!;
    return apply(draws, n);
  });
}

/**
 * Refuses targets that were not predicted as the pool was: under the same draws, of the same classes or values.
 *
 * @throws shape_mismatch
 */
export function checkTargets({ predictions, targets }: Besides): void {
  const [own, other] = [predictions!, targets!];
  if (own.samples === other.samples && own.outputs === other.outputs && other.count > 0) return;
  const shapeOf = ({ samples, count, outputs }: Joint) => `[${samples}, ${count}, ${outputs}]`;
  throw new CoreError(
    'shape_mismatch',
    `The pool is predicted as ${shapeOf(own)}, draws, records and outputs, the targets as ${shapeOf(other)}. Predict one target at least, under the same draws and with as many outputs as the pool.`,
  );
}
