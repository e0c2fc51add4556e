import { z } from 'zod';
import { entropy } from '../tensors/entropy.js';
import { defineAcquisition, mapRows } from './acquisition.js';

/**
 * Entropy of the mean prediction: how open the answer is, whether the draws disagree or the record is ambiguous.
 *
 *     H[ mean_s p(y|x,θ_s) ]
 *
 * @param summary meanProbsNC [N, C]
 * @returns [N] nats, between 0 and ln C
 * @source Shannon 1948; as maximum entropy in Gal et al. 2017, arXiv:1703.02910
 */
export const entropyOfMean = defineAcquisition({
  id: 'entropy',
  title: 'Entropy',
  description: 'Asks where the answer is most open, whether the model is unsure or the record itself is ambiguous.',
  formula: 'H(m)',
  when: 'With a single network, or where records are seldom ambiguous in themselves.',
  cost: 'One pass over the summary.',
  unit: 'nats',
  source: 'arXiv:1703.02910',
  likelihoods: ['categorical'],
  needs: 'summary',
  options: z.object({}),
  score: ({ meanProbsNC, classes }) => mapRows(meanProbsNC, classes, entropy),
});
