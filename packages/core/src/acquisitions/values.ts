import { mapRows, type SummarizedValues } from './acquisition.js';

/** Sum over the T values of a record of a number of each. @returns [N] */
export const sumOverValues = (
  { epistemicNT, aleatoricNT, classes }: SummarizedValues,
  of: (epistemic: number, aleatoric: number, at: number) => number,
): Float64Array =>
  mapRows(epistemicNT, classes, (row, n) =>
    row.reduce((sum, value, t) => sum + of(value, aleatoricNT[n * classes + t]!, n * classes + t), 0),
  );
