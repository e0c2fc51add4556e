import { z } from 'zod';
import { xlogy } from '../tensors/entropy.js';
import { mapRows, type SummarizedLabels } from './acquisition.js';

/** How numbers of single labels become one of a record. */
export const overLabels = {
  over: z
    .enum(['mean', 'max'])
    .default('mean')
    .describe('The mean over the labels, or the label for which it is largest'),
};

/** H of a label that holds with probability p, in nats. */
export const binaryEntropy = (p: number) => -xlogy(p, p) - xlogy(1 - p, 1 - p);

/** Mean or maximum over the labels of a number of each. @returns [N] */
export function overEach(
  { meanProbsNC, classes }: SummarizedLabels,
  over: 'mean' | 'max',
  of: (p: number, at: number) => number,
): Float64Array {
  return mapRows(meanProbsNC, classes, (row, n) => {
    const values = row.map((p, c) => of(p, n * classes + c));
    return over === 'max' ? values.reduce((a, b) => Math.max(a, b)) : values.reduce((a, b) => a + b, 0) / classes;
  });
}
