import { z } from 'zod';
import { defineAcquisition } from './acquisition.js';
import { binaryEntropy, overEach, overLabels } from './labels.js';

/**
 * BALD label by label: how much the answer to one label would tell about the weights, on average or for the most telling
 * label.
 *
 *     mean_c or max_c  H( m_c ) − mean_s H( p_sc )
 *
 * Under each draw the labels are independent; what a whole record tells is at most the sum over its labels.
 *
 * @param summary meanProbsNC, expectedEntropyNC [N, C]
 * @returns [N] nats, between 0 and ln 2
 * @source Houlsby et al. 2011, arXiv:1112.5745, label by label
 */
export const labelBald = defineAcquisition({
  id: 'label-bald',
  title: 'BALD of labels',
  description: 'Asks where draws of the model disagree on which labels hold.',
  formula: 'mean_c or max_c H(m_c) − mean_s H(p_sc)',
  when: 'Several labels a record. The maximum favours records with one label in dispute, the mean those with many.',
  cost: 'One pass over the summary.',
  unit: 'nats',
  source: 'arXiv:1112.5745',
  likelihoods: ['bernoulli'],
  needs: 'summary',
  needsDisagreement: true,
  options: z.object(overLabels),
  score: (summary, { over }) => overEach(summary, over, (p, at) => binaryEntropy(p) - summary.expectedEntropyNC[at]!),
});
