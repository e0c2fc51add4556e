import { z } from 'zod';
import { entropy } from '../tensors/entropy.js';
import { defineAcquisition, mapRows } from './acquisition.js';

/**
 * BALD: how much a candidate's label would tell about the weights.
 *
 *     I(y; θ | x) = H[ mean_s p(y|x,θ_s) ] − mean_s H[ p(y|x,θ_s) ]
 *
 * @param summary meanProbsNC [N, C] and expectedEntropyN [N] in nats
 * @returns [N] nats, between 0 and the smaller of ln C and ln S, up to the error of float32 summaries (about 1e-6)
 * @source Houlsby et al. 2011, arXiv:1112.5745
 */
export const bald = defineAcquisition({
  id: 'bald',
  title: 'BALD',
  description: 'Asks where draws of the model disagree although each is sure of itself: there a label teaches most.',
  formula: 'H(m) − mean_s H(p_s)',
  when: 'The default. With more than a few labels a round, together with a selection that spreads them out.',
  cost: 'One pass over the summary.',
  unit: 'nats',
  source: 'arXiv:1112.5745',
  likelihoods: ['categorical'],
  needs: 'summary',
  needsDisagreement: true,
  options: z.object({}),
  score: ({ meanProbsNC, expectedEntropyN, classes }) =>
    mapRows(meanProbsNC, classes, (p, n) => entropy(p) - expectedEntropyN[n]!),
});
