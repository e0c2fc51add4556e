import { z } from 'zod';
import { defineAcquisition, mapRows } from './acquisition.js';

/**
 * Least confidence: what the most probable class leaves open. The mean form of the variation ratio; `variation-ratio`
 * counts votes.
 *
 *     1 − max_c m_c,   m = mean_s p(y|x,θ_s)
 *
 * @param summary meanProbsNC [N, C]
 * @returns [N] between 0 and 1 − 1/C
 * @source Lewis and Gale 1994, arXiv:cmp-lg/9407020
 */
export const leastConfidence = defineAcquisition({
  id: 'least-confidence',
  title: 'Least confidence',
  description: 'Asks where even the most probable answer is improbable.',
  formula: '1 − max_c m_c',
  when: 'With a single network, or where only the best answer matters.',
  cost: 'One pass over the summary.',
  unit: '',
  source: 'arXiv:cmp-lg/9407020',
  likelihoods: ['categorical'],
  needs: 'summary',
  options: z.object({}),
  score: ({ meanProbsNC, classes }) => mapRows(meanProbsNC, classes, (p) => 1 - p.reduce((a, b) => Math.max(a, b))),
});
