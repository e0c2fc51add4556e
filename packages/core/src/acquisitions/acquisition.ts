import type { z } from 'zod';

/** The part of a summary that acquisitions read; plain arrays, so that they run in a browser too. */
export interface Summarized {
  count: number;
  classes: number;
  /** [N, C]. */
  meanProbsNC: ArrayLike<number>;
  /** [N] nats. */
  expectedEntropyN: ArrayLike<number>;
}

/** Gives each candidate a score; higher means ask sooner. */
export interface Acquisition<Options extends z.ZodType = z.ZodType> {
  id: string;
  title: string;
  description: string;
  unit: string;
  source: string;
  likelihoods: string[];
  /** `nothing`: the candidates are drawn at random, and nobody computes a prediction for it. */
  needs: 'summary' | 'nothing';
  /** Zero everywhere where draws cannot disagree. */
  needsDisagreement?: boolean;
  options: Options;
  /** @returns [N] */
  score(summary: Summarized, options: z.infer<Options>): Float64Array;
}

/** The cast forgets the type of the options, which only the acquisition's own schema produces. */
export const defineAcquisition = <Options extends z.ZodType>(acquisition: Acquisition<Options>): Acquisition =>
  acquisition as unknown as Acquisition;

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
